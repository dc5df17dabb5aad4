// The list of messages on one phone, in the order of their times whatever order they come in.
import { bubble } from './bubbles.js';

/** So near to the end, whoever reads wants to stay there. */
const NEAR_THE_END = 120;

export class Chat {
  constructor(log, hooks) {
    this.log = log;
    this.hooks = { ...hooks, labelOf: (item) => this.labelOf(item), drawn: () => this.follow() };
    this.items = [];
    this.atEnd = true;
    new ResizeObserver(() => this.follow()).observe(log);
    log.addEventListener('scroll', () => {
      this.atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_THE_END;
    });
  }

  clear() {
    this.items = [];
    this.atEnd = true;
    this.log.replaceChildren();
  }

  has(id) {
    return this.items.some((item) => item.id === id);
  }

  /** Adds a message, or changes the one of that id. */
  put(item) {
    const known = this.items.find((i) => i.id === item.id);
    if (known) {
      Object.assign(known, item, { media: item.media ?? known.media });
      const before = this.find(known.id);
      const focused = before?.contains(document.activeElement);
      before?.replaceWith(bubble(known, this.hooks));
      if (focused) {
        this.log.focus({ preventScroll: true });
      }
      return;
    }
    const next = this.items.findIndex((i) => i.at > item.at);
    const made = bubble(item, this.hooks);
    if (next === -1) {
      this.items.push(item);
      this.log.append(made);
    } else {
      this.log.insertBefore(made, this.find(this.items[next].id));
      this.items.splice(next, 0, item);
    }
    this.atEnd = this.atEnd || item.mine;
    this.follow();
  }

  /** Stays at the end, unless somebody reads further up. */
  follow() {
    if (this.atEnd) {
      this.log.scrollTop = this.log.scrollHeight;
    }
  }

  /** Draws everything anew, in the language of now. */
  redraw() {
    const place = this.log.scrollTop;
    this.log.replaceChildren(...this.items.map((item) => bubble(item, this.hooks)));
    this.log.scrollTop = place;
  }

  /** Texts that came to this phone, the latest first. */
  received() {
    return this.items.filter((item) => !item.mine).reverse();
  }

  find(id) {
    return Array.from(this.log.children).find((child) => child.dataset.id === id) ?? null;
  }

  labelOf(press) {
    const card = this.items.find((item) => item.reference === press.reference && item.buttons?.length > 0);
    return card?.buttons.find((button) => button.key === press.key)?.label ?? press.key;
  }
}
