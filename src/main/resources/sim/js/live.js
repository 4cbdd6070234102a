// Live changes over a web socket, with a fresh load after a lost connection.

import { store, changed, putMessage, showModals, inChannel } from './store.js';
import { read } from './api.js';
import { load, loadModals, markRead } from './navigate.js';
import { toast } from './toast.js';

const PATIENCE_MILLIS = 5000;

let socket = null;
let lost = false;

/** Resolves when changes arrive, so that nothing happens unseen between a load and the first of them; or when waiting is of no use. */
export function connect() {
  socket?.close();
  const own = socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/sim/live/${store.user}`);
  own.onmessage = event => { if (own === socket) handle(JSON.parse(event.data)); };
  return new Promise(resolve => {
    setTimeout(resolve, PATIENCE_MILLIS);
    own.onopen = async () => {
      resolve();
      document.body.classList.remove('offline');
      if (lost) await refresh();
      lost = false;
    };
    own.onclose = () => {
      resolve();
      if (own !== socket) return;
      lost = true;
      document.body.classList.add('offline');
      setTimeout(() => { if (own === socket) connect(); }, 1000);
    };
  });
}

async function refresh() {
  const workspace = await read('workspace', { user: store.user });
  store.workspace = workspace;
  store.channels = new Map(workspace.channels.map(each => [each.id, each]));
  const channel = store.channel;
  store.messages.clear();
  await load(channel);
  await loadModals();
  changed('all');
}

const HANDLERS = {
  message(event) {
    const { message, posted } = event;
    store.loading.get(message.channel)?.push(event);
    if (store.messages.has(message.channel)) putMessage(message);
    const channel = store.channels.get(message.channel);
    if (!channel) return refresh();
    if (message.channel === store.channel && !document.hidden) markRead();
    else if (posted && inChannel(message) && message.user !== store.user && channel.is_member) channel.unread += 1;
    changed('messages');
    changed('channels');
  },
  deleted(event) {
    const { channel, ts } = event;
    store.loading.get(channel)?.push(event);
    store.messages.get(channel)?.delete(ts);
    changed('messages');
  },
  channel({ channel }) {
    store.channels.set(channel.id, channel);
    if (channel.id === store.channel) markRead();
    changed('channels');
    changed('messages');
  },
  modals({ modals }) {
    showModals(modals);
  },
  home({ view }) {
    store.home = view;
    changed('home');
  },
  notice({ channel, ts, text }) {
    if (channel && ts) {
      store.failures.set(ts, text);
      changed('messages');
    }
    toast(text);
  },
};

function handle(event) {
  HANDLERS[event.type]?.(event);
}
