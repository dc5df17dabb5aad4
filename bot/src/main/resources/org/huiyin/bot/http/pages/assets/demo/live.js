// Keeps the page up to date: by the service's stream of events, and by asking every few seconds while there is none.
const ASK_MILLIS = 3000;
const REOPEN_MILLIS = 5000;

/**
 * Follows the service.
 *
 * on.received(message) and on.said(message) hand on what comes, on.catchUp() asks for everything that may have been missed and tells
 * whether the service answered, on.state(name) says how it stands: connecting, live, polling or away.
 */
export function follow(on) {
  let asking = null;

  async function ask() {
    const answered = await on.catchUp();
    if (asking !== null) {
      on.state(answered ? 'polling' : 'away');
      asking = setTimeout(ask, ASK_MILLIS);
    }
  }

  function askByTurns() {
    if (asking === null) {
      asking = setTimeout(ask, 0);
    }
  }

  function open() {
    if (!('EventSource' in window)) {
      askByTurns();
      return;
    }
    const source = new EventSource('/sim/events');
    source.addEventListener('open', () => {
      clearTimeout(asking);
      asking = null;
      on.state('live');
      on.catchUp();
    });
    source.addEventListener('message', (event) => on.received(JSON.parse(event.data)));
    source.addEventListener('said', (event) => on.said(JSON.parse(event.data)));
    source.addEventListener('error', () => {
      askByTurns();
      // The browser tries again by itself, except when it was refused.
      if (source.readyState === EventSource.CLOSED) {
        source.close();
        setTimeout(open, REOPEN_MILLIS);
      }
    });
  }

  on.state('connecting');
  open();
}
