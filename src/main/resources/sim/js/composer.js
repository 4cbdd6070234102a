// The box to type in: completion of commands, people and channels, history, shortcuts.

import { el, replace } from './dom.js';
import { store, person } from './store.js';
import { act } from './api.js';
import { avatar } from './avatar.js';
import { icon } from './icons.js';
import { menu } from './menu.js';
import { toast } from './toast.js';
import { emoji, emojiNames } from './render/emoji.js';
import { emojiNode } from './render/mrkdwn.js';

const HISTORY = 50;
const history = () => JSON.parse(sessionStorage.getItem(`history-${store.user}`) ?? '[]');
const drafts = new Map();

function remember(line) {
  const lines = history().filter(old => old !== line);
  sessionStorage.setItem(`history-${store.user}`, JSON.stringify([...lines, line].slice(-HISTORY)));
}

/** @param thread time stamp of the thread to answer in, or null */
export function composer({ channel, thread = null, name }) {
  const key = `${store.user}/${channel.id}/${thread}`;
  const box = el('textarea', {
    rows: 1, placeholder: thread ? 'Reply…' : `Message ${name}`, 'aria-label': thread ? 'Reply in thread' : `Message ${name}`,
    'data-testid': thread ? 'thread-composer' : 'composer', value: drafts.get(key) ?? '', autocomplete: 'off',
  });
  const completion = el('div.complete', { role: 'listbox', 'aria-label': 'Suggestions', hidden: true, 'data-testid': 'completion' });
  const send = el('button.send', { type: 'button', 'aria-label': 'Send', title: 'Send', 'data-testid': 'send', disabled: true }, icon('send'));
  const bolt = el('button', { type: 'button', 'aria-label': 'Shortcuts', title: 'Shortcuts', 'aria-haspopup': 'menu', 'data-testid': 'shortcuts' }, icon('bolt'));
  bolt.addEventListener('click', () => menu(bolt, globalShortcuts(box), { label: 'Shortcuts' }));
  let options = [];
  let active = 0;
  let back = 0;

  const grow = () => {
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight, innerHeight * 0.3)}px`;
    send.disabled = !box.value.trim();
    drafts.set(key, box.value);
  };
  const show = () => {
    completion.hidden = !options.length;
    replace(completion, options.length && el('h3', options[0].title), options.map((option, index) => el('div', {
      role: 'option', 'aria-selected': String(index === active), onpointerdown: event => { event.preventDefault(); take(option); },
    }, option.icon, el('span', option.label), el('span.muted', option.detail))));
  };
  const complete = () => { options = suggestions(box, thread); active = 0; show(); };
  const take = option => {
    const end = box.selectionStart;
    box.setRangeText(option.insert, option.from, end, 'end');
    options = [];
    show();
    grow();
    box.focus();
  };
  const recall = step => {
    const lines = history();
    back = Math.max(0, Math.min(lines.length, back + step));
    box.value = back ? lines[lines.length - back] : '';
    grow();
  };
  const submit = async () => {
    const text = box.value.trim();
    if (!text) return;
    box.value = '';
    back = 0;
    options = [];
    show();
    grow();
    remember(text);
    const result = await dispatch(text, channel, thread);
    if (result.ok === false && result.error && !text.startsWith('/')) {
      toast(`The message was not sent: ${result.error}`);
      box.value = text;
      grow();
    }
  };
  box.addEventListener('input', () => { grow(); complete(); });
  box.addEventListener('blur', () => { options = []; show(); });
  box.addEventListener('keydown', event => {
    const listed = options.length > 0;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (listed && step) { active = (active + step + options.length) % options.length; show(); event.preventDefault(); }
    else if (listed && event.key === 'Escape') { options = []; show(); event.stopPropagation(); }
    else if (listed && (event.key === 'Tab' || (event.key === 'Enter' && options[active].beforeSending))) { take(options[active]); event.preventDefault(); }
    else if (event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); submit(); }
    else if (event.key === 'ArrowUp' && (!box.value || back) && box.selectionStart === box.value.length) { event.preventDefault(); recall(1); }
    else if (event.key === 'ArrowDown' && back) { event.preventDefault(); recall(-1); }
  });
  send.addEventListener('click', submit);
  queueMicrotask(grow);
  return el('div.composer', completion, box,
    el('div.row', !thread && bolt,
      insert(box, '@', 'Mention someone', grow, complete),
      el('span.hint', thread ? 'Commands cannot be used in threads' : ''), send));
}

function insert(box, sign, label, ...then) {
  return el('button', { type: 'button', 'aria-label': label, title: label, onclick: () => {
    box.setRangeText(sign, box.selectionStart, box.selectionEnd, 'end');
    box.focus();
    then.forEach(each => each());
  } }, sign);
}

async function dispatch(text, channel, thread) {
  const where = { user: store.user, channel: channel.id, text };
  if (text.startsWith('/') && thread) {
    toast(`${text.split(' ')[0]} is not supported in threads. Use it in the channel.`);
    return { ok: true };
  }
  return text.startsWith('/') ? act('command', where) : act('post', { ...where, thread_ts: thread ?? '' });
}

function globalShortcuts(box) {
  const own = store.workspace.shortcuts.filter(shortcut => !shortcut.onMessage).map(shortcut => ({
    label: shortcut.name, detail: shortcut.description || store.workspace.app.name, testid: `shortcut-${shortcut.callbackId}`,
    run: () => act('shortcut', { user: store.user, callback_id: shortcut.callbackId }),
  }));
  const commands = store.workspace.commands.map(command => ({
    label: `${command.name} ${command.hint}`, detail: command.description, run: () => { box.value = `${command.name} `; box.focus(); },
  }));
  return [{ heading: 'Shortcuts' }, ...own, { heading: 'Commands' }, ...commands];
}

function suggestions(box, thread) {
  const before = box.value.slice(0, box.selectionStart);
  if (/^\/\S*$/.test(before) && !thread) {
    return store.workspace.commands.filter(command => command.name.startsWith(before)).map(command => ({
      title: 'Commands', from: 0, insert: `${command.name} `, label: `${command.name} ${command.hint}`, detail: command.description,
      icon: avatar(store.workspace.app.user, 'small'), beforeSending: before !== command.name,
    }));
  }
  const word = /(^|\s)([@#:])([\p{L}\p{N}_+.-]*)$/u.exec(before);
  return word ? SOURCES[word[2]](word[3].toLowerCase(), before.length - word[3].length - 1).slice(0, 8) : [];
}

const SOURCES = {
  '@': (typed, from) => [...store.people.keys(), store.workspace.app.user].map(person)
    .filter(who => `${who.handle} ${who.realName}`.toLowerCase().includes(typed))
    .map(who => ({ title: 'People', from, insert: `@${who.handle} `, label: who.realName, detail: who.title ?? 'App', icon: avatar(who.id, 'small'), beforeSending: true })),
  '#': (typed, from) => [...store.channels.values()].filter(channel => !channel.is_im && channel.name.includes(typed))
    .map(channel => ({ title: 'Channels', from, insert: `#${channel.name} `, label: `# ${channel.name}`, detail: channel.topic.value, beforeSending: true })),
  ':': (typed, from) => (typed.length < 2 ? [] : emojiNames().filter(name => name.includes(typed))
    .map(name => ({ title: 'Emoji', from, insert: `${emoji(name)} `, label: `:${name}:`, detail: '', icon: emojiNode(name), beforeSending: true }))),
};
