// Which person and channel are shown; kept in the address so that two tabs can be two people.

import { store, changed, putMessage, showModals } from './store.js';
import { act, read } from './api.js';
import { connect } from './live.js';

function remember() {
  const url = new URL(location.href);
  url.searchParams.set('user', store.user);
  url.searchParams.set('channel', store.channel);
  window.history.replaceState(null, '', url);
}

/** Loads everything that a person sees, and goes to the channel in the address. */
export async function become(user) {
  const wanted = new URL(location.href).searchParams;
  store.workspace = await read('workspace', { user: user ?? '' });
  store.people = new Map(store.workspace.people.map(each => [each.id, each]));
  store.groups = new Map(store.workspace.groups.map(each => [each.id, each]));
  const first = !store.user;
  const known = (store.people.get(user) ?? store.workspace.people.find(each => each.handle === user) ?? store.workspace.people[0]).id;
  if (known !== user) store.workspace = await read('workspace', { user: known });
  store.user = known;
  store.channels = new Map(store.workspace.channels.map(each => [each.id, each]));
  store.messages = new Map();
  store.thread = null;
  store.loading.clear();
  await connect();
  await loadModals();
  store.home = (await read('home', { user: known })).view;
  const here = first ? wanted.get('channel') : store.channel;
  const by = [...store.channels.values()];
  const target = by.find(each => each.id === here || each.name === here) ?? by.find(each => each.is_member) ?? by[0];
  document.title = `${store.workspace.team.name} (simulated)`;
  await go(target.id);
  changed('all');
  const message = first && wanted.get('message');
  if (message) flash(message);
}

/** Shows a channel, or the app's direct message for 'app'. */
export async function go(id) {
  let channel = id;
  if (id === 'app') {
    channel = (await act('direct', { user: store.user })).channel;
    const fresh = await read('workspace', { user: store.user });
    store.channels = new Map(fresh.channels.map(each => [each.id, each]));
  }
  if (!store.channels.has(channel)) return;
  if (channel !== store.channel) store.thread = null;
  store.channel = channel;
  store.tab = 'messages';
  remember();
  if (!store.messages.has(channel)) await load(channel);
  markRead();
  changed('all');
}

export async function load(channel) {
  const meanwhile = [];
  store.loading.set(channel, meanwhile);
  const { messages } = await read('messages', { channel, user: store.user });
  store.messages.set(channel, new Map());
  messages.forEach(putMessage);
  // The answer may be older than what was told while it came.
  meanwhile.forEach(({ type, message, ts }) => (type === 'deleted' ? store.messages.get(channel).delete(ts) : putMessage(message)));
  if (store.loading.get(channel) === meanwhile) store.loading.delete(channel);
}

export async function loadModals() {
  const before = store.modalChanges;
  const { modals } = await read('modals', { user: store.user });
  if (store.modalChanges === before) showModals(modals);
}

/** Tells the workspace that the person has seen the channel shown. */
export function markRead() {
  const channel = store.channels.get(store.channel);
  const last = [...(store.messages.get(store.channel)?.keys() ?? [])].sort().at(-1);
  if (!channel || !last || document.hidden) return;
  channel.unread = 0;
  act('read', { user: store.user, channel: store.channel, ts: last });
}

function flash(ts) {
  const node = document.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
  node?.scrollIntoView({ block: 'center' });
  node?.classList.add('flash');
}

document.addEventListener('click', event => {
  const target = event.target.closest?.('[data-goto]');
  if (target) go(target.dataset.goto);
});
document.addEventListener('visibilitychange', () => { markRead(); changed('channels'); });
