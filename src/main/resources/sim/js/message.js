// One message in a list.

import { el } from './dom.js';
import { store, person, parentOf, changed } from './store.js';
import { act } from './api.js';
import { avatar } from './avatar.js';
import { icon } from './icons.js';
import { menu, popup, closeMenu } from './menu.js';
import { mrkdwn, emojiNode } from './render/mrkdwn.js';
import { blocks } from './render/blocks.js';
import { file } from './render/files.js';
import { QUICK } from './render/emoji.js';
import * as dates from './render/dates.js';

const SYSTEM = new Set(['channel_join', 'channel_leave', 'channel_topic', 'channel_archive']);

// What was entered in the inputs of messages, by time stamp, kept over redraws.
const states = new Map();

function context(message) {
  const where = { user: store.user, channel: message.channel, ts: message.ts };
  if (!states.has(message.ts)) states.set(message.ts, {});
  const state = states.get(message.ts);
  return {
    state,
    use: (block_id, action_id, value) => {
      store.failures.delete(message.ts);
      return act('use', { ...where, block_id, action_id, value, state });
    },
    suggest: async (block_id, action_id, typed) => (await act('suggest', { ...where, block_id, action_id, typed })).options ?? [],
  };
}

/** @param before the message above, if this one may be joined to it */
export function message(item, before, { inThread = false } = {}) {
  const follows = before && joins(item, before);
  const pinned = store.channels.get(item.channel)?.pins.includes(item.ts);
  const kind = [item.is_ephemeral && 'private', pinned && 'pinned', follows && 'follow'].filter(Boolean).map(name => `.${name}`).join('');
  return el(`article.message${kind}`, {
    'data-testid': 'message', 'data-ts': item.ts, 'data-user': item.user, 'data-ephemeral': item.is_ephemeral ? 'true' : undefined,
    'aria-label': `Message from ${person(item.user).realName}`, tabindex: '-1',
  },
  item.is_ephemeral && el('div'),
  item.is_ephemeral && el('div.note.wide', icon('eye'), 'Only visible to you'),
  pinned && [el('div'), el('div.note.wide', icon('pin'), 'Pinned')],
  el('div.gutter', follows ? el('time', dates.clock(item.ts)) : avatar(item.user)),
  el('div.grow', !follows && byline(item), content(item), failure(item), reactions(item), !inThread && replies(item)),
  tools(item, inThread));
}

function joins(item, before) {
  const system = SYSTEM.has(item.subtype) || SYSTEM.has(before.subtype);
  const pins = store.channels.get(item.channel)?.pins ?? [];
  if (pins.includes(item.ts) || pins.includes(before.ts)) return false;
  return !system && before.user === item.user && !item.is_ephemeral && !before.is_ephemeral
    && !before.reply_count && Number(item.ts) - Number(before.ts) < 300 && dates.day(item.ts) === dates.day(before.ts);
}

function byline(item) {
  const who = person(item.user);
  return el('div.who', el('strong', who.realName), who.bot && el('span.badge', 'APP'),
    el('time', { title: dates.full(item.ts), datetime: dates.ofTs(item.ts).toISOString() }, dates.clock(item.ts)));
}

function content(item) {
  if (SYSTEM.has(item.subtype)) return el('div.body.system', mrkdwn(item.text.replace(/^<@\w+> /, '')));
  const typed = !item.bot_id;
  const showsText = typed || !item.blocks?.length;
  const edited = item.edited && el('span.edited', { title: dates.full(item.edited.ts) }, '(edited)');
  return el('div.body',
    showsText && item.text && el('div.text', mrkdwn(item.text), edited),
    !showsText && blocks(item.blocks, context(item)),
    !showsText && edited,
    item.attachments?.map(each => attachment(each, item)),
    item.files?.map(file));
}

function attachment(each, item) {
  return el('div.attachment', { style: each.color ? `border-color:${/^[0-9a-f]{6}$/i.test(each.color) ? '#' + each.color : each.color}` : null },
    each.pretext && el('div', mrkdwn(each.pretext)),
    each.title && el('strong', each.title),
    each.text && el('div', mrkdwn(each.text)),
    each.blocks && blocks(each.blocks, context(item)));
}

function failure(item) {
  const text = store.failures.get(item.ts);
  return text && el('div.failed', { role: 'alert', 'data-testid': 'failed' }, '⚠', text);
}

function reactions(item) {
  return item.reactions && el('div.reactions', item.reactions.map(({ name, users, count }) => {
    const mine = users.includes(store.user);
    const names = users.map(id => person(id).realName).join(', ');
    return el('button.reaction', {
      type: 'button', 'aria-pressed': String(mine), title: `${names} reacted with :${name}:`, 'data-testid': `reaction-${name}`,
      onclick: () => act(mine ? 'unreact' : 'react', { user: store.user, channel: item.channel, ts: item.ts, name }),
    }, emojiNode(name), String(count));
  }));
}

function replies(item) {
  if (!item.reply_count) return null;
  return el('button.replies', { type: 'button', 'data-testid': 'replies', onclick: () => openThread(item) },
    item.reply_users.slice(0, 4).map(id => avatar(id, 'small')),
    el('b', `${item.reply_count} repl${item.reply_count === 1 ? 'y' : 'ies'}`),
    el('span.muted', `Last reply ${dates.ago(item.latest_reply)}`));
}

export function openThread(item) {
  store.thread = { channel: item.channel, ts: parentOf(item) ?? item.ts };
  changed('thread');
}

function tools(item, inThread) {
  if (item.is_ephemeral || SYSTEM.has(item.subtype)) return null;
  const react = el('button', { type: 'button', 'aria-label': 'Add reaction', title: 'Add reaction', 'data-testid': 'add-reaction' }, icon('smile'));
  react.addEventListener('click', () => palette(react, item));
  const more = el('button', { type: 'button', 'aria-label': 'More actions', title: 'More actions', 'aria-haspopup': 'menu', 'data-testid': 'message-menu' }, icon('more'));
  more.addEventListener('click', () => menu(more, shortcuts(item), { label: 'Message actions' }));
  return el('div.tools', { role: 'toolbar', 'aria-label': 'Message' }, react,
    !inThread && el('button', { type: 'button', 'aria-label': 'Reply in thread', title: 'Reply in thread', 'data-testid': 'reply', onclick: () => openThread(item) }, icon('reply')),
    more);
}

function palette(anchor, item) {
  popup(anchor, el('div.palette', QUICK.map(name => el('button', {
    type: 'button', 'aria-label': name, onclick: () => { closeMenu(); act('react', { user: store.user, channel: item.channel, ts: item.ts, name }); },
  }, emojiNode(name)))), { label: 'Reactions' });
}

function shortcuts(item) {
  const own = store.workspace.shortcuts.filter(shortcut => shortcut.onMessage).map(shortcut => ({
    label: shortcut.name, detail: store.workspace.app.name, testid: `shortcut-${shortcut.callbackId}`,
    run: () => act('message_shortcut', { user: store.user, callback_id: shortcut.callbackId, channel: item.channel, ts: item.ts }),
  }));
  const copy = { label: 'Copy text', run: () => navigator.clipboard?.writeText(item.text) };
  return own.length ? [copy, { heading: 'Shortcuts' }, ...own] : [copy];
}

// What each list shows, by time stamp or day: what has not changed stays the same node, so that a click that has begun
// on it is not lost when something else on the page changes.
const drawn = new WeakMap();

/** Draws a list of messages with day dividers into a node. */
export function list(node, items, options) {
  const old = drawn.get(node) ?? new Map();
  const now = new Map();
  const keep = (name, key, render) => {
    const known = old.get(name);
    const same = known && known.key.length === key.length && known.key.every((part, i) => part === key[i]);
    now.set(name, same ? known : { key, node: render() });
  };
  let before = null;
  for (const item of items) {
    const day = dates.day(item.ts);
    if (!options?.inThread && (!before || dates.day(before.ts) !== day)) {
      keep(`day ${item.ts}`, [day], () => el('div.day', { role: 'separator' }, el('span', day)));
      before = null;
    }
    const above = before;
    keep(item.ts, looks(item, above), () => message(item, above, options));
    before = item;
  }
  drawn.set(node, now);
  arrange(node, [...now.values()].map(row => row.node));
}

// Everything that the look of a message depends on.
function looks(item, before) {
  return [item, store.user, Boolean(before && joins(item, before)), Boolean(store.channels.get(item.channel)?.pins.includes(item.ts)),
    store.failures.get(item.ts), item.reply_count && dates.ago(item.latest_reply), new Date().toDateString()];
}

function arrange(node, rows) {
  const wanted = new Set(rows);
  [...node.childNodes].filter(child => !wanted.has(child)).forEach(child => child.remove());
  rows.forEach((row, i) => {
    if (node.childNodes[i] !== row) node.insertBefore(row, node.childNodes[i] ?? null);
  });
}
