// The middle: header, bookmarks, messages or home tab, composer.

import { el, replace, append, $ } from './dom.js';
import { store, channelName, messagesOf, inChannel, changed, person } from './store.js';
import { act } from './api.js';
import { list } from './message.js';
import { composer } from './composer.js';
import { blocks } from './render/blocks.js';
import { emojiNode, mrkdwn } from './render/mrkdwn.js';
import { viewContext } from './modal.js';
import { popup } from './menu.js';
import { avatar } from './avatar.js';
import { icon } from './icons.js';
import { load } from './navigate.js';

let drawn = '';
let messages = null;
let stick = true;

const atBottom = () => messages.scrollHeight - messages.scrollTop - messages.clientHeight < 80;

/** Draws the whole middle, or only its messages if the channel is the same. */
export function drawChannel(kind) {
  const channel = store.channels.get(store.channel);
  if (!channel) return;
  const key = JSON.stringify([store.user, channel.id, channel.is_member, channel.is_archived, store.tab]);
  if (key !== drawn || kind === 'home') {
    drawn = key;
    drawAll(channel);
  } else {
    $('head')?.replaceWith(head(channel));
    $('bar')?.replaceWith(bar(channel));
  }
  if (store.tab === 'messages') drawMessages(channel);
}

function drawAll(channel) {
  const app = channel.is_im && channel.user === store.workspace.app.user;
  messages = el('div.list', { role: 'log', 'aria-label': `Messages in ${channelName(channel)}`, tabindex: '0', 'data-testid': 'messages' });
  stick = true;
  messages.addEventListener('scroll', () => { stick = atBottom(); });
  // Pictures that come later must not push the newest message out of sight.
  messages.addEventListener('load', () => { if (stick) messages.scrollTop = messages.scrollHeight; }, true);
  const body = app && store.tab === 'home' ? home() : [messages, foot(channel)];
  replace($('main'), head(channel), app && tabs(), bar(channel));
  append($('main'), body);
  if (!matchMedia('(pointer: coarse)').matches) $('main').querySelector('.composer textarea')?.focus();
}

function head(channel) {
  const sigil = channel.is_im ? null : channel.is_private ? [icon('lock'), ' '] : '# ';
  const members = el('button.members', { type: 'button', 'aria-label': `${channel.members.length} members` }, icon('people'), ` ${channel.members.length}`);
  members.addEventListener('click', () => popup(members, [el('h3', 'Members'), channel.members.map(id => el('div', { role: 'menuitem' }, avatar(id, 'small'), el('span.two', person(id).realName, el('small.muted', person(id).title ?? 'App'))))], { label: 'Members' }));
  return el('header.head', { id: 'head' }, el('h2', { 'data-testid': 'channel-name' }, sigil, channelName(channel)),
    el('span.topic.grow', { 'data-testid': 'topic', title: channel.topic?.value }, channel.topic ? mrkdwn(channel.topic.value) : ''), !channel.is_im && members);
}

function tabs() {
  const tab = (name, label) => el('button', {
    type: 'button', role: 'tab', 'aria-selected': String(store.tab === name), 'data-testid': `tab-${name}`,
    onclick: () => {
      store.tab = name;
      if (name === 'home') act('home', { user: store.user });
      changed('messages');
    },
  }, label);
  return el('div.tabs', { role: 'tablist' }, tab('home', 'Home'), tab('messages', 'Messages'));
}

function bar(channel) {
  const { pins = [], bookmarks = [], canvas } = channel;
  const pinned = el('button', { type: 'button', 'data-testid': 'pins' }, icon('pin'), ` ${pins.length} pinned`);
  pinned.addEventListener('click', () => {
    const node = document.querySelector(`[data-ts="${CSS.escape(pins.at(-1))}"]`);
    node?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    node?.classList.add('flash');
  });
  return el('div.bar', { id: 'bar', hidden: !pins.length && !bookmarks.length && !canvas }, pins.length > 0 && pinned,
    canvas && el('a', { href: canvas.link, target: '_blank', rel: 'noopener noreferrer', 'data-testid': 'canvas' }, icon('doc'), ' ', canvas.title || 'Canvas'),
    bookmarks.map(mark => el('a', { href: /^https?:/i.test(mark.link) ? mark.link : null, target: '_blank', rel: 'noopener noreferrer', 'data-testid': 'bookmark' },
      mark.emoji ? emojiNode(mark.emoji.replaceAll(':', '')) : icon('link'), ' ', mark.title)));
}

function home() {
  return el('div.home', { 'data-testid': 'home' }, el('div.page', store.home
    ? blocks(store.home.blocks, viewContext(store.home, {}))
    : el('div.empty', el('h3', 'Nothing here yet'), `${store.workspace.app.name} has not published a home tab for you.`)));
}

function foot(channel) {
  if (channel.is_archived) return el('div.joinbar', 'This channel is archived.');
  if (channel.is_im || channel.is_member) return composer({ channel, name: channel.is_im ? channelName(channel) : `#${channel.name}` });
  return el('div.joinbar', el('p', el('strong', `#${channel.name}`)),
    el('button.button.primary', { type: 'button', onclick: async () => { await act('join', { user: store.user, channel: channel.id }); await load(channel.id); changed('messages'); } }, 'Join channel'));
}

function drawMessages(channel) {
  const bottom = stick;
  const keep = messages.scrollTop;
  const focus = messages.contains(document.activeElement) ? describe(document.activeElement) : null;
  const shown = messagesOf(channel.id).filter(inChannel);
  list(messages, shown);
  if (!shown.length) messages.append(welcome(channel));
  messages.scrollTop = bottom ? messages.scrollHeight : keep;
  if (focus) messages.querySelector(focus)?.focus();
}

// Finds the same control after a redraw.
function describe(node) {
  const ts = node.closest('[data-ts]')?.dataset.ts;
  const action = node.dataset.actionId;
  return ts && action ? `[data-ts="${CSS.escape(ts)}"] [data-action-id="${CSS.escape(action)}"]` : null;
}

function welcome(channel) {
  const text = channel.is_im ? `This is the beginning of your messages with ${channelName(channel)}.` : `This is the very beginning of #${channel.name}.`;
  return el('div.empty', el('h3', channel.is_im ? channelName(channel) : `# ${channel.name}`), text);
}
