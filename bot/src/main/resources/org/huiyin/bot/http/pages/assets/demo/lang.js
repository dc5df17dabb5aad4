// The page's own words in two languages. What stands in a chat comes from the service, in the language of whoever reads it there.
const WORDS = {
  zh: {
    pageTitle: '回音 Huiyin · 两部手机',
    promise: '每户有一名联系干部。在左边的手机上说一件事，看它送到右边、有人办、有回音。',
    villagerPhone: '群众的手机',
    cadrePhone: '干部的手机',
    held: '刚从备份恢复，暂不发送：消息照收，执行 huiyin release 后才会发出。',
    heldBy: '拿着它的是',
    chat: '聊天',
    sms: '短信',
    chatOf: '{name}与回音的对话',
    'empty.villager': '点下面的一句，或者自己写。',
    'empty.cadre': '群众写了，就会出现在这里。',
    chips: '试一试',
    way: '一件事怎么走',
    way1: '群众说事',
    way1more: '用自己的话，说一遍',
    way2: '送到联系干部',
    way2more: '就在他平时用的聊天里',
    way3: '干部答复',
    way3more: '发出以前可以撤回',
    way4: '回音',
    way4more: '群众说解决了才算完；彼此看不到号码',
    trail: '每条消息的去向',
    trailLead: '收到、转给谁、送到没有、答复没有：一步一步都留痕。',
    trailEmpty: '还没有消息。点左边手机上的“村口路灯坏了三天了”试一试。',
    scripts: '脚本也可以用这两部手机：',
    example: '命令示例',
    send: '发送',
    write: '写给回音',
    attach: '照片和位置',
    samplePhoto: '示例照片',
    ownPhoto: '选照片…',
    samplePlace: '示例位置',
    photo: '照片',
    voice: '语音',
    place: '位置',
    placeLabel: '北关村村口老槐树旁',
    scan: '扫了码',
    me: '我',
    huiyin: '回音',
    pressed: '点了“{label}”',
    button: '按钮',
    sending: '发送中…',
    failed: '没有发出去',
    refused: '没有被接受',
    again: '重发',
    live: '实时',
    polling: '每 3 秒更新',
    away: '服务没有回应，正在重试',
    connecting: '正在连接…',
    theme: '明暗切换',
    other: 'English',
    linked: '她/他的联系干部是{name}，在右边打开',
    show: '在右边的手机上打开',
    desk: '县服务台',
    confidential: '保密',
    erased: '（内容已删除）',
    trace: '追踪号 {id}',
    unknownVillager: '未登记的人',
    seconds: '还有 {n} 秒',
    until: '等到 {at}',
    before: '{at} 前',
    ACCEPTED: '收到',
    HELD: '先问清楚',
    'HELD.ASKED': '问群众：是说干部本人吗',
    'HELD.UNBOUND': '还不知道是哪一户',
    'HELD.COMPLAINT': '投诉，绕开联系干部',
    'HELD.ROUTED': '不是说干部本人',
    'HELD.BOUND': '已知道是哪一户',
    ROUTED: '转给',
    'ROUTED.ALERT': '紧急告知',
    'ROUTED.NO_CHAT': '归',
    DELIVERED: '送到干部',
    'DELIVERED.WAITING': '正在送给干部',
    ANSWERED: '答复',
    'ANSWERED.WAITING': '等待答复',
    'ANSWERED.RESOLVED': '办结',
    'ANSWERED.UNDONE': '已撤回',
    ECHOED: '回音送到',
    'ECHOED.WAITING': '回音待发，可撤回',
    FEEDBACK: '群众说',
    'FEEDBACK.WAITING': '问群众：解决了吗',
    'FEEDBACK.YES': '群众说：解决了',
    'FEEDBACK.NO': '群众说：没有解决',
    'FEEDBACK.PARTLY': '群众说：解决了一部分',
    CLOSED: '结束',
    'CLOSED.CONFIRMED': '办结，群众确认',
    'CLOSED.SILENT': '结束，群众没有再说',
    'state.FAILED': '没送到',
    'state.UNKNOWN': '不知是否送到',
  },
  en: {
    pageTitle: 'Huiyin 回音 · two phones',
    promise: 'Every household has one named official: say something on the left, and watch it arrive and an answer come back.',
    villagerPhone: 'A villager’s phone',
    cadrePhone: 'A cadre’s phone',
    held: 'Restored from a backup and held: messages are taken in, nothing is sent until huiyin release.',
    heldBy: 'Held by',
    chat: 'Chat',
    sms: 'Text message',
    chatOf: '{name} and Huiyin, chat',
    'empty.villager': 'Press a line below, or write your own.',
    'empty.cadre': 'What villagers write will appear here.',
    chips: 'Try one',
    way: 'How a matter travels',
    way1: 'A villager says it',
    way1more: 'once, in own words',
    way2: 'It reaches the cadre',
    way2more: 'in the chat he uses anyway',
    way3: 'The cadre answers',
    way3more: 'and can undo before it leaves',
    way4: 'The echo',
    way4more: 'solved when the villager says so; neither sees the other’s number',
    trail: 'Where each message is',
    trailLead: 'Accepted, routed, delivered, answered: every step leaves a trace.',
    trailEmpty: 'Nothing yet. Press the first suggestion on the left phone.',
    scripts: 'Scripts can use these phones too:',
    example: 'Example of commands',
    send: 'Send',
    write: 'Write to Huiyin',
    attach: 'Photo and place',
    samplePhoto: 'Sample photo',
    ownPhoto: 'Choose a photo…',
    samplePlace: 'Sample place',
    photo: 'photo',
    voice: 'voice note',
    place: 'place',
    placeLabel: 'By the old tree, Beiguan village',
    scan: 'scanned a code',
    me: 'Me',
    huiyin: 'Huiyin',
    pressed: 'pressed “{label}”',
    button: 'button',
    sending: 'Sending…',
    failed: 'Not sent',
    refused: 'Not accepted',
    again: 'Send again',
    live: 'Live',
    polling: 'Updated every 3 s',
    away: 'The service does not answer, trying again',
    connecting: 'Connecting…',
    theme: 'Light or dark',
    other: '中文',
    linked: 'The cadre of this household is {name}: open on the right',
    show: 'Open on the right phone',
    desk: 'County desk',
    confidential: 'confidential',
    erased: '(erased)',
    trace: 'trace {id}',
    unknownVillager: 'somebody not registered',
    seconds: '{n} s left',
    until: 'until {at}',
    before: 'by {at}',
    ACCEPTED: 'Accepted',
    HELD: 'Asked first',
    'HELD.ASKED': 'Asking: about the cadre himself?',
    'HELD.UNBOUND': 'Household not known yet',
    'HELD.COMPLAINT': 'A complaint: past the cadre',
    'HELD.ROUTED': 'Not about the cadre',
    'HELD.BOUND': 'Household known',
    ROUTED: 'Routed to',
    'ROUTED.ALERT': 'Alerted',
    'ROUTED.NO_CHAT': 'With',
    DELIVERED: 'Delivered',
    'DELIVERED.WAITING': 'On its way',
    ANSWERED: 'Answered',
    'ANSWERED.WAITING': 'Waiting for an answer',
    'ANSWERED.RESOLVED': 'Resolved',
    'ANSWERED.UNDONE': 'Taken back',
    ECHOED: 'Echo delivered',
    'ECHOED.WAITING': 'Echo leaves soon, can be undone',
    FEEDBACK: 'Villager says',
    'FEEDBACK.WAITING': 'Asking: solved?',
    'FEEDBACK.YES': 'Villager: solved',
    'FEEDBACK.NO': 'Villager: not solved',
    'FEEDBACK.PARTLY': 'Villager: partly solved',
    CLOSED: 'Closed',
    'CLOSED.CONFIRMED': 'Closed, confirmed',
    'CLOSED.SILENT': 'Closed, no more said',
    'state.FAILED': 'not delivered',
    'state.UNKNOWN': 'perhaps delivered',
  },
};

const LOCALES = { zh: 'zh-CN', en: 'en-GB' };
const listeners = [];
let language = firstLanguage();
let zone;

function firstLanguage() {
  try {
    const kept = localStorage.getItem('huiyin.language');
    if (kept === 'zh' || kept === 'en') {
      return kept;
    }
  } catch (e) {
    // Storage may be forbidden; then the browser's language decides.
  }
  return (navigator.language || 'zh').toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export function current() {
  return language;
}

/** Whether there are words for a key. */
export function has(key) {
  return key in WORDS[language];
}

/** The words for a key, with {names} filled in. */
export function say(key, values = {}) {
  const words = WORDS[language][key] ?? key;
  return words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Calls back now and whenever the language changes. */
export function onLanguage(callback) {
  listeners.push(callback);
  callback();
}

export function switchLanguage() {
  language = language === 'zh' ? 'en' : 'zh';
  try {
    localStorage.setItem('huiyin.language', language);
  } catch (e) {
    // Only the next visit forgets it.
  }
  listeners.forEach((callback) => callback());
}

/** Fills every element below root that names its words. */
export function translate(root) {
  root.querySelectorAll('[data-say]').forEach((element) => {
    element.textContent = say(element.dataset.say);
  });
  root.querySelectorAll('[data-label]').forEach((element) => {
    element.setAttribute('aria-label', say(element.dataset.label));
  });
}

/** Times are shown in the county's zone, as the messages say them. */
export function useZone(name) {
  zone = name;
}

export function clock(at, seconds = false) {
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone };
  return new Intl.DateTimeFormat(LOCALES[language], seconds ? { ...options, second: '2-digit' } : options).format(at);
}

/** A day and time; the end of a day is called so, and not the beginning of the next. */
export function moment(at) {
  const endOfDay = clock(at) === '00:00';
  const day = new Intl.DateTimeFormat(LOCALES[language], { month: 'short', day: 'numeric', timeZone: zone })
    .format(endOfDay ? new Date(at.getTime() - 1) : at);
  return `${day} ${endOfDay ? '24:00' : clock(at)}`;
}
