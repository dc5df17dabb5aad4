// First words for somebody who does not know yet what to say. {code} is the ticket that the phone was last told of.
const CHIPS = {
  villager: {
    zh: ['村口路灯坏了三天了', '急 家里水管爆了', '投诉 办低保要先请客', '进度'],
    en: ['The street lamp has been out for three days', 'urgent a water pipe burst at home', 'complain he wants a dinner first', 'status'],
  },
  cadre: {
    zh: ['待办', '#{code} 下午就去看', '#{code} 办结 路灯已修', '撤回'],
    en: ['todo', '#{code} I will come this afternoon', '#{code} resolve the lamp works again', 'undo'],
  },
};

/** What may be suggested on a phone; nothing that needs a code while none is known. */
export function chips(role, language, code) {
  return CHIPS[role][language]
    .filter((text) => code !== null || !text.includes('{code}'))
    .map((text) => text.replace('{code}', code));
}

/** The ticket a message speaks of first, null for none. */
export function codeIn(text) {
  const found = /#(\d{6,12})/.exec(text ?? '');
  return found === null ? null : found[1];
}
