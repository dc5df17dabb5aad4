// Photos and places that a simulated phone sends.
import { say } from './lang.js';

const MOST_BYTES = 9 * 1024 * 1024;
const LONGEST_SIDE = 1280;

/** A made-up photo, drawn here: a lamp that gives no light, at night. */
export function samplePhoto() {
  const canvas = document.createElement('canvas');
  canvas.width = 480;
  canvas.height = 360;
  const pen = canvas.getContext('2d');
  const sky = pen.createLinearGradient(0, 0, 0, 360);
  sky.addColorStop(0, '#0d1530');
  sky.addColorStop(1, '#2c3a5c');
  pen.fillStyle = sky;
  pen.fillRect(0, 0, 480, 360);
  pen.fillStyle = '#f3efd8';
  [[60, 50], [140, 90], [220, 36], [330, 70], [430, 44], [396, 120]].forEach(([x, y]) => pen.fillRect(x, y, 3, 3));
  pen.fillStyle = '#151a26';
  pen.fillRect(0, 290, 480, 70);
  pen.beginPath();
  pen.moveTo(20, 290);
  pen.lineTo(20, 220);
  pen.lineTo(75, 180);
  pen.lineTo(130, 220);
  pen.lineTo(130, 290);
  pen.fill();
  pen.strokeStyle = '#8b93a5';
  pen.lineWidth = 9;
  pen.beginPath();
  pen.moveTo(300, 300);
  pen.lineTo(300, 110);
  pen.quadraticCurveTo(300, 84, 340, 84);
  pen.stroke();
  pen.fillStyle = '#5c6475';
  pen.fillRect(330, 76, 56, 16);
  return photo(canvas);
}

/** A photo of the user's own, made small enough to travel; null when the file is no picture. */
export async function ownPhoto(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await photo(canvas);
  } catch (e) {
    return null;
  }
}

async function photo(canvas) {
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.8));
  const bytes = new Uint8Array(await blob.arrayBuffer());
  if (bytes.length > MOST_BYTES) {
    return null;
  }
  let binary = '';
  for (let i = 0; i < bytes.length; i += 8192) {
    binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return { kind: 'IMAGE', contentType: 'image/jpeg', base64: btoa(binary) };
}

/** A place that is in no real county. */
export function samplePlace() {
  return { lat: 30.1234, lon: 120.5678, label: say('placeLabel') };
}

/** Shows a picture without giving it an address, which the page's security policy allows to nobody. */
export async function draw(canvas, media) {
  try {
    const binary = atob(media.base64);
    const bytes = Uint8Array.from(binary, (c) => c.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: media.contentType }));
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext('2d').drawImage(picture, 0, 0);
    return true;
  } catch (e) {
    return false;
  }
}
