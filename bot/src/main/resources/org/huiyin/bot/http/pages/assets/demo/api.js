// What the page asks of the service. Nothing here throws for a service that is away: an answer of null says so.
const PATIENCE_MILLIS = 25000;

async function get(path) {
  try {
    const response = await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MILLIS) });
    return response.ok ? await response.json() : null;
  } catch (e) {
    return null;
  }
}

export const cast = () => get('/demo/cast');
export const trail = () => get('/demo/trail');

export function phone(holder) {
  return get(`/demo/phone?channel=${encodeURIComponent(holder.channel)}&address=${encodeURIComponent(holder.address)}`);
}

/** Says something: 'sent' once it is committed, 'refused' when it never will be, 'failed' when it may be said again. */
export async function post(holder, message) {
  const path = `/sim/${encodeURIComponent(holder.address)}/messages?channel=${encodeURIComponent(holder.channel)}`;
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(PATIENCE_MILLIS),
    });
    if (response.ok) {
      return 'sent';
    }
    return response.status >= 400 && response.status < 500 ? 'refused' : 'failed';
  } catch (e) {
    return 'failed';
  }
}

/** An id that no other message has; crypto.randomUUID is only there over HTTPS and on this machine. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `page-${Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')}`;
}
