// One phone of the page: who holds it, what it shows, what it sends.
import * as api from './api.js';
import { ownPhoto, samplePhoto, samplePlace } from './attach.js';
import { Chat } from './chat.js';
import { chips, codeIn } from './chips.js';
import { Composer } from './composer.js';
import { element } from './bubbles.js';
import { clock, current, onLanguage, say, translate } from './lang.js';

export class Phone {
  /** role: villager or cadre; on.sent() is called after something was said, on.held(person) when somebody takes the phone. */
  constructor(root, role, on) {
    this.root = root;
    this.role = role;
    this.on = on;
    this.people = [];
    this.holder = null;
    this.code = null;
    root.append(document.getElementById('phone').content.cloneNode(true));
    this.log = root.querySelector('.chat');
    this.chipRow = root.querySelector('.chips');
    this.select = root.querySelector('.people');
    this.chat = new Chat(this.log, {
      press: (item, button) => this.send({ press: { reference: item.reference, key: button.key } }),
      again: (item) => this.deliver(item),
    });
    this.composer = new Composer(root.querySelector('.composer'), role, {
      text: (text) => this.send({ text }),
      samplePhoto: async () => this.send({ media: await samplePhoto() }),
      photo: (file) => this.sendPhoto(file),
      place: () => this.send({ location: samplePlace() }),
    });
    this.select.addEventListener('change', () => this.hold(this.people[Number(this.select.value)]));
    onLanguage(() => this.speak());
  }

  speak() {
    translate(this.root);
    this.root.querySelector('.whose').textContent = say(this.root.dataset.title);
    this.chipRow.setAttribute('aria-label', say('chips'));
    this.composer.speak();
    this.listPeople();
    this.head();
    this.suggest();
    this.chat.redraw();
  }

  head() {
    this.root.querySelector('.title-text').textContent = say('huiyin');
    this.root.querySelector('.title-sub').textContent = this.holder ? say(this.holder.kind === 'SMS' ? 'sms' : 'chat') : '';
    this.log.dataset.empty = say(`empty.${this.role}`);
    this.log.setAttribute('aria-label', say('chatOf', { name: this.holder ? this.holder.name : '' }));
  }

  tick() {
    this.root.querySelector('.clock').textContent = clock(new Date());
  }

  /** people: {name, about, channel, kind, address, …}; the first that fits preferred(person) holds the phone. */
  cast(people, preferred) {
    this.people = people;
    this.listPeople();
    const first = people.find(preferred) ?? people[0];
    if (first) {
      this.hold(first);
    }
  }

  listPeople() {
    const groups = ['CHAT', 'SMS'].map((kind) => {
      const group = document.createElement('optgroup');
      group.label = say(kind === 'SMS' ? 'sms' : 'chat');
      this.people.forEach((person, index) => {
        if (person.kind === kind) {
          const option = element('option', '', `${person.name} · ${person.about}`);
          option.value = String(index);
          option.selected = person === this.holder;
          group.append(option);
        }
      });
      return group;
    });
    this.select.replaceChildren(...groups.filter((group) => group.children.length > 0));
  }

  async hold(person) {
    this.holder = person;
    this.code = null;
    this.select.value = String(this.people.indexOf(person));
    this.head();
    this.log.setAttribute('aria-busy', 'true');
    this.chat.clear();
    this.suggest();
    this.on.held(person);
    await this.load();
    this.log.removeAttribute('aria-busy');
  }

  /** Asks for everything the phone holds; whether the service answered. */
  async load() {
    const holder = this.holder;
    if (holder === null) {
      return false;
    }
    const held = await api.phone(holder);
    if (held === null || holder !== this.holder) {
      return held !== null;
    }
    held.said.forEach((said) => this.said(said));
    held.received.forEach((message) => this.received(message));
    return true;
  }

  isFor(message) {
    return this.holder !== null && message.channel === this.holder.channel && message.address === this.holder.address;
  }

  received(message) {
    if (!this.isFor(message) || this.chat.has(message.id)) {
      return;
    }
    this.chat.put({
      id: message.id,
      mine: false,
      at: new Date(message.at),
      form: message.media ? message.media.kind : 'TEXT',
      text: message.text,
      buttons: message.buttons,
      reference: message.reference,
      media: message.media,
    });
    const latest = this.chat.received().map((item) => codeIn(item.text)).find((code) => code !== null) ?? null;
    if (latest !== this.code) {
      this.code = latest;
      this.suggest();
    }
  }

  said(said) {
    if (this.isFor(said)) {
      const { id, form, text, reference, key } = said;
      this.chat.put({ id, mine: true, at: new Date(said.at), form, text, reference, key, state: 'sent' });
    }
  }

  suggest() {
    const made = chips(this.role, current(), this.code).map((text) => {
      const chip = element('button', 'chip', text);
      chip.type = 'button';
      chip.addEventListener('click', () => this.send({ text }));
      return chip;
    });
    const focused = Array.from(this.chipRow.children).indexOf(document.activeElement);
    this.chipRow.replaceChildren(...made);
    if (focused >= 0) {
      made[Math.min(focused, made.length - 1)]?.focus();
    }
  }

  async sendPhoto(file) {
    const media = await ownPhoto(file);
    if (media !== null) {
      this.send({ media });
    }
  }

  send(content) {
    const id = api.newId();
    const { text, press, media, location } = content;
    const form = press ? 'PRESS' : media ? media.kind : location ? 'PLACE' : 'TEXT';
    this.deliver({
      id,
      mine: true,
      at: this.on.now(),
      form,
      text: location ? location.label : text,
      reference: press?.reference,
      key: press?.key,
      media,
      message: { id, ...content },
    });
  }

  async deliver(item) {
    const holder = this.holder;
    if (holder === null) {
      return;
    }
    this.chat.put({ ...item, state: 'sending' });
    const state = await api.post(holder, item.message);
    if (holder === this.holder) {
      this.chat.put({ id: item.id, state });
    }
    this.on.sent();
  }
}
