// Puts the page together: two phones, the trail below, and what keeps them up to date.
import * as api from './api.js';
import { current, onLanguage, say, switchLanguage, translate, useZone } from './lang.js';
import { follow } from './live.js';
import { Phone } from './phone.js';
import { Trail } from './trail.js';

const REFRESH_MILLIS = 250;
const WAITING_MILLIS = 2000;
const CALM_MILLIS = 10000;

const at = (id) => document.getElementById(id);
let skew = 0;
let liveState = 'connecting';
let asked = null;

const now = () => new Date(Date.now() + skew);

const hooks = { now, sent: () => refreshSoon(), held: () => framing() };
const villager = new Phone(at('villager'), 'villager', hooks);
const cadre = new Phone(at('cadre'), 'cadre', hooks);
const trail = new Trail(at('trail'), at('trail-empty'), { now, show: (person) => showOfficial(person) });

// ---- the trail ------------------------------------------------------------------------------------------------------------------

async function refresh() {
  asked = null;
  const answer = await api.trail();
  if (answer !== null) {
    skew = new Date(answer.now) - Date.now();
    at('held').hidden = !answer.held;
    trail.update(answer.messages);
  }
  later(trail.waits() ? WAITING_MILLIS : CALM_MILLIS);
  return answer !== null;
}

function later(millis) {
  clearTimeout(asked);
  asked = setTimeout(refresh, document.hidden ? CALM_MILLIS : millis);
}

function refreshSoon() {
  later(REFRESH_MILLIS);
}

// ---- who holds the phones -------------------------------------------------------------------------------------------------------

function kinds(channels) {
  return Object.fromEntries(channels.map((channel) => [channel.id, channel.kind]));
}

async function furnish() {
  const people = await api.cast();
  if (people === null) {
    setTimeout(furnish, WAITING_MILLIS);
    return;
  }
  useZone(people.zone);
  const kind = kinds(people.channels);
  villager.cast(
    people.villagers.map((v) => ({ ...v, kind: kind[v.channel], about: v.place.startsWith(v.grid) ? v.place : `${v.grid} ${v.place}` })),
    (v) => v.name === '王秀英' && v.kind === 'CHAT',
  );
  cadre.cast(
    people.cadres.map((c) => ({ ...c, kind: kind[c.channel], about: `${c.unit} ${c.rank}` })),
    (c) => c.code === villager.holder?.cadreCode && c.kind === 'CHAT',
  );
  clocks();
}

function showOfficial(person) {
  const known = cadre.people.find((c) => c.channel === person.channel && c.address === person.address);
  if (known) {
    cadre.hold(known);
    at('cadre').scrollIntoView({ block: 'nearest' });
    cadre.log.focus({ preventScroll: true });
  }
}

function framing() {
  partnerLine();
  example();
}

/** Under the villager's phone: whose household this is, unless he is on the right already. */
function partnerLine() {
  const button = at('villager').querySelector('.partner button');
  const holder = villager.holder;
  const linked = cadre.people.find((c) => holder && c.code === holder.cadreCode && c.kind === 'CHAT')
    ?? cadre.people.find((c) => holder && c.code === holder.cadreCode);
  button.hidden = !linked || (cadre.holder && linked.code === cadre.holder.code);
  if (linked) {
    button.textContent = say('linked', { name: linked.name });
    button.onclick = () => cadre.hold(linked);
  }
}

// ---- the frame around it --------------------------------------------------------------------------------------------------------

function showLive() {
  at('live').dataset.state = liveState;
  at('live').textContent = say(liveState);
}

function example() {
  const text = current() === 'zh' ? '村口路灯坏了三天了' : 'The street lamp has been out for three days';
  const messages = `${location.origin}/sim/${encodeURIComponent(villager.holder?.address ?? 'wangxiuying')}/messages`;
  at('curl').textContent = `curl -d '{"text":"${text}"}' ${messages}\ncurl ${messages}`;
}

function speak() {
  document.documentElement.lang = current() === 'zh' ? 'zh-CN' : 'en';
  document.title = say('pageTitle');
  ['.top', '#held', 'main', '.foot'].forEach((part) => translate(document.querySelector(part)));
  at('language').textContent = say('other');
  at('language').lang = current() === 'zh' ? 'en' : 'zh-CN';
  showLive();
  trail.redraw();
  framing();
}

function switchTheme() {
  const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem('huiyin.theme', theme);
  } catch (e) {
    // Only the next visit forgets it.
  }
}

function clocks() {
  villager.tick();
  cadre.tick();
}

at('language').addEventListener('click', switchLanguage);
at('theme').addEventListener('click', switchTheme);
onLanguage(speak);
setInterval(() => trail.tick(), 1000);
setInterval(clocks, 10000);
document.addEventListener('visibilitychange', refreshSoon);

await furnish();
follow({
  received: (message) => {
    villager.received(message);
    cadre.received(message);
    refreshSoon();
  },
  said: (said) => {
    villager.said(said);
    cadre.said(said);
    refreshSoon();
  },
  catchUp: async () => {
    const answers = await Promise.all([villager.load(), cadre.load(), refresh()]);
    return answers.every((answered) => answered);
  },
  state: (name) => {
    liveState = name;
    showLive();
  },
});
