// Draws one message of a chat. Addresses and words may hold anything, so they only ever become text, never markup.
import { clock, say } from './lang.js';
import { draw } from './attach.js';

export function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

/**
 * A message as it stands in the chat.
 *
 * item: {id, mine, at, form, text, buttons, reference, media, state}; hooks: press(item, button), again(item), labelOf(item), drawn()
 */
export function bubble(item, hooks) {
  const aside = item.form === 'PRESS' || item.form === 'SCAN';
  const made = element('div', `bubble ${item.mine ? 'mine' : 'theirs'}${aside ? ' aside' : ''} ${item.state ?? 'sent'}`);
  made.dataset.id = item.id;
  const body = element('div', 'body');
  body.append(element('span', 'hidden', `${say(item.mine ? 'me' : 'huiyin')}: `));
  picture(item, hooks, body);
  const words = wordsOf(item, hooks);
  if (words !== '') {
    const line = element('p', 'text', words);
    // Words of any direction keep to themselves.
    line.dir = 'auto';
    body.append(line);
  }
  made.append(body);
  buttons(item, hooks, body);
  made.append(foot(item, hooks));
  return made;
}

function wordsOf(item, hooks) {
  switch (item.form) {
    case 'PRESS':
      return say('pressed', { label: hooks.labelOf(item) });
    case 'PLACE':
      return `📍 ${item.text || say('place')}`;
    case 'IMAGE':
      return item.media ? item.text ?? '' : `〔${say('photo')}〕${item.text ?? ''}`;
    case 'VOICE':
      return `〔${say('voice')}〕${item.text ?? ''}`;
    case 'SCAN':
      return say('scan');
    default:
      return item.text ?? '';
  }
}

function picture(item, hooks, body) {
  if (!item.media || item.media.kind !== 'IMAGE') {
    return;
  }
  const canvas = element('canvas', 'picture');
  canvas.width = 4;
  canvas.height = 3;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', say('photo'));
  body.append(canvas);
  draw(canvas, item.media).then((drawn) => {
    if (!drawn) {
      canvas.replaceWith(element('p', 'text', `〔${say('photo')}〕`));
    }
    hooks.drawn();
  });
}

function buttons(item, hooks, body) {
  if (!item.buttons || item.buttons.length === 0) {
    return;
  }
  const row = element('div', 'card-buttons');
  item.buttons.forEach((button) => {
    const made = element('button', 'card-button', button.label);
    made.type = 'button';
    made.addEventListener('click', () => hooks.press(item, button));
    row.append(made);
  });
  body.append(row);
}

function foot(item, hooks) {
  const line = element('div', 'foot-line');
  const time = element('time', 'when', clock(item.at));
  time.dateTime = item.at.toISOString();
  line.append(time);
  if (item.state === 'sending') {
    line.append(element('span', 'sending-mark', say('sending')));
  } else if (item.state === 'refused') {
    line.append(element('span', 'failed-mark', say('refused')));
  } else if (item.state === 'failed') {
    line.append(element('span', 'failed-mark', say('failed')));
    const again = element('button', 'again', say('again'));
    again.type = 'button';
    again.addEventListener('click', () => hooks.again(item));
    line.append(again);
  }
  return line;
}
