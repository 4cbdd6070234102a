// The left column: workspace, channels, the app, and who one is.

import { el, replace, $ } from './dom.js';
import { store, person, channelName } from './store.js';
import { avatar } from './avatar.js';
import { icon } from './icons.js';
import { menu } from './menu.js';
import { go, become } from './navigate.js';

export function drawSidebar() {
  const all = [...store.channels.values()].filter(channel => !channel.is_archived);
  const rooms = all.filter(channel => !channel.is_im).sort((a, b) => a.name.localeCompare(b.name));
  const { app, team } = store.workspace;
  replace($('sidebar'),
    el('div.workspace', el('h1', team.name), el('small', 'Simulated workspace')),
    el('div.places',
      el('h2', { id: 'channels-title' }, 'Channels'),
      el('div', { role: 'group', 'aria-labelledby': 'channels-title' }, rooms.map(place)),
      el('h2', { id: 'apps-title' }, 'Apps'),
      el('div', { role: 'group', 'aria-labelledby': 'apps-title' }, appPlace(app, all.find(channel => channel.is_im && channel.user === app.user)))),
    me());
}

function place(channel) {
  const sigil = channel.is_private ? icon('lock') : '#';
  return entry({ id: channel.id, sigil, name: channelName(channel), unread: channel.unread, outside: !channel.is_member });
}

function appPlace(app, direct) {
  return entry({ id: direct?.id ?? 'app', sigil: avatar(app.user, 'small'), name: app.name, unread: direct?.unread ?? 0 });
}

function entry({ id, sigil, name, unread, outside }) {
  const classes = ['button', 'place', unread && 'unread', outside && 'outside'].filter(Boolean).join('.');
  return el(classes, {
    type: 'button', 'data-testid': `place-${name}`, 'data-channel': id, 'aria-current': String(id === store.channel),
    'aria-label': unread ? `${name}, ${unread} unread` : name, onclick: () => go(id),
  }, el('span.sigil', { 'aria-hidden': 'true' }, sigil), el('span.name', name), unread > 0 && el('span.count', String(unread)));
}

function me() {
  const who = person(store.user);
  const node = el('button.me', { type: 'button', 'aria-haspopup': 'menu', 'aria-label': `You are ${who.realName}. Switch user`, 'data-testid': 'user-switcher' },
    avatar(who.id), el('span.grow', el('strong', who.realName), el('small', who.title)), el('span.chevron', icon('swap')));
  node.addEventListener('click', () => menu(node, [{ heading: 'Act as' }, ...[...store.people.values()].map(each => ({
    icon: avatar(each.id), label: each.realName, detail: each.title, checked: each.id === store.user, testid: `user-${each.handle}`, run: () => become(each.id),
  }))], { label: 'Act as' }));
  return node;
}
