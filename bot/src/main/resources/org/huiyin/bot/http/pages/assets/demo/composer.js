// Where words are typed, and where photos and places are taken from.
import { say } from './lang.js';

export class Composer {
  /** on: text(text), samplePhoto(), photo(file), place() */
  constructor(form, role, on) {
    this.form = form;
    this.on = on;
    this.words = form.querySelector('.words');
    this.label = form.querySelector('.hidden-label');
    this.plus = form.querySelector('.plus');
    this.tray = form.querySelector('.tray');
    this.file = form.querySelector('.file');
    this.words.id = `${role}-words`;
    this.label.htmlFor = this.words.id;
    this.tray.id = `${role}-tray`;
    this.plus.setAttribute('aria-controls', this.tray.id);
    this.listen();
  }

  listen() {
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
    this.words.addEventListener('keydown', (event) => {
      // Enter that ends the choice of a Chinese character is no wish to send.
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.submit();
      }
    });
    this.words.addEventListener('input', () => this.grow());
    this.plus.addEventListener('click', () => this.open(this.tray.hidden));
    this.form.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !this.tray.hidden) {
        this.open(false);
        this.plus.focus();
      }
    });
    this.choose('.photo-sample', () => this.on.samplePhoto());
    this.choose('.place', () => this.on.place());
    this.choose('.photo-own', () => this.file.click());
    this.file.addEventListener('change', () => {
      if (this.file.files.length > 0) {
        this.on.photo(this.file.files[0]);
      }
      this.file.value = '';
    });
  }

  choose(selector, then) {
    this.form.querySelector(selector).addEventListener('click', () => {
      this.open(false);
      this.plus.focus();
      then();
    });
  }

  open(wanted) {
    this.tray.hidden = !wanted;
    this.plus.setAttribute('aria-expanded', String(wanted));
    if (wanted) {
      this.tray.querySelector('button').focus();
    }
  }

  submit() {
    const text = this.words.value.trim();
    if (text !== '') {
      this.words.value = '';
      this.grow();
      this.on.text(text);
    }
  }

  /** As high as its words, up to what the style sheet allows. */
  grow() {
    this.words.rows = Math.min(4, this.words.value.split('\n').length);
  }

  speak() {
    this.label.textContent = say('write');
    this.words.placeholder = say('write');
    this.plus.setAttribute('aria-label', say('attach'));
  }
}
