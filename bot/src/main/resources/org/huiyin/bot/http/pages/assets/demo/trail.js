// The way of each message, station by station.
import { element } from './bubbles.js';
import { clock, has, moment, say } from './lang.js';

/** Beyond this, a wait is told as a time and not as seconds. */
const COUNTED_MILLIS = 120000;

/** A station has a name of its own for some states and for some sorts of it. */
function stationName({ station, state, detail }) {
  return say([`${station}.${state}`, `${station}.${detail}`].find(has) ?? station);
}

export class Trail {
  /** on.show(person) hands a phone to an official; on.now() is the service's time. */
  constructor(list, empty, on) {
    this.list = list;
    this.empty = empty;
    this.on = on;
    this.messages = [];
    this.drawn = new Map();
  }

  update(messages) {
    this.messages = messages;
    this.draw();
  }

  /** Whether something is about to happen by the clock alone. */
  waits() {
    return this.messages.some((m) => m.steps.some((s) => s.state === 'WAITING' && s.station !== 'FEEDBACK'));
  }

  redraw() {
    this.drawn.clear();
    this.draw();
  }

  /** Only what changed is drawn anew, so that nobody's place in the list is lost. */
  draw() {
    this.empty.hidden = this.messages.length > 0;
    const entries = this.messages.map((message) => {
      const content = JSON.stringify(message);
      const known = this.drawn.get(message.id);
      return known && known.content === content ? known : { content, element: this.entry(message) };
    });
    this.drawn = new Map(entries.map((entry, i) => [this.messages[i].id, entry]));
    entries.forEach((entry, i) => {
      const there = this.list.children[i];
      if (there !== entry.element) {
        this.list.insertBefore(entry.element, there ?? null);
      }
    });
    while (this.list.children.length > entries.length) {
      this.list.lastElementChild.remove();
    }
    this.tick();
  }

  tick() {
    this.list.querySelectorAll('[data-until]').forEach((place) => {
      const until = new Date(place.dataset.until);
      const left = until - this.on.now();
      const near = left <= COUNTED_MILLIS && place.dataset.due === undefined;
      const words = near
        ? say('seconds', { n: Math.max(0, Math.ceil(left / 1000)) })
        : say(place.dataset.due === undefined ? 'until' : 'before', { at: moment(until) });
      if (place.textContent !== words) {
        place.textContent = words;
      }
    });
  }

  entry(message) {
    const made = element('li', 'message');
    const head = element('div', 'head');
    head.append(element('span', 'from', message.villager ?? say('unknownVillager')));
    const time = element('time', 'when', clock(new Date(message.at), true));
    time.dateTime = message.at;
    head.append(time, element('span', 'code', `#${message.code}`));
    if (message.confidential) {
      head.append(element('span', 'badge', say('confidential')));
    }
    const words = element('p', 'said', message.words ?? say('erased'));
    words.dir = 'auto';
    const steps = element('ol', 'steps');
    steps.append(...message.steps.map((step) => this.step(step)));
    made.append(head, words, steps);
    if (message.trace) {
      // By it the logs of every hop are searched for this message.
      made.append(element('p', 'trace', say('trace', { id: message.trace })));
    }
    return made;
  }

  step(step) {
    const made = element('li', `step ${step.state.toLowerCase()}`);
    const mark = element('span', 'dot');
    mark.setAttribute('aria-hidden', 'true');
    made.append(mark, element('span', 'station', stationName(step)));
    if (step.station === 'ROUTED') {
      made.append(this.who(step));
    }
    if (has(`state.${step.state}`)) {
      made.append(element('span', 'detail', say(`state.${step.state}`)));
    }
    if (step.at) {
      const time = element('time', 'when', clock(new Date(step.at), true));
      time.dateTime = step.at;
      made.append(time);
    }
    if (step.until && step.state === 'WAITING') {
      const wait = element('span', 'wait');
      wait.dataset.until = step.until;
      if (step.station === 'ANSWERED') {
        wait.dataset.due = '';
      }
      made.append(wait);
    }
    return made;
  }

  who(step) {
    const who = step.who;
    if (!who) {
      return element('span', 'who', say('desk'));
    }
    const holder = element('span', 'who');
    if (who.address) {
      const button = element('button', 'link', who.name);
      button.type = 'button';
      button.title = say('show');
      button.setAttribute('aria-label', `${who.name}, ${say('show')}`);
      button.addEventListener('click', () => this.on.show(who));
      holder.append(button);
    } else {
      holder.append(who.name);
    }
    holder.append(element('span', 'unit', who.unit));
    return holder;
  }
}
