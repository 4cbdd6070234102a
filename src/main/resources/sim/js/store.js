// What this page knows: the workspace, and what the chosen person sees of it.

export const store = {
  user: '',
  channel: '',
  tab: 'messages',
  thread: null,
  workspace: null,
  people: new Map(),
  groups: new Map(),
  channels: new Map(),
  messages: new Map(),
  // What happened in a channel while its messages were being loaded.
  loading: new Map(),
  modals: [],
  // Counts up with each change of the modals, so that an older answer does not bring a closed one back.
  modalChanges: 0,
  home: null,
  failures: new Map(),
};

const listeners = new Set();

/** Asks to be called with the kind of change: 'all', 'channels', 'messages', 'thread', 'modals' or 'home'. */
export function onChange(listener) {
  listeners.add(listener);
}

export function changed(kind) {
  listeners.forEach(listener => listener(kind));
}

export function person(id) {
  if (id === 'USLACKBOT') return { id, realName: 'Slackbot', handle: 'slackbot', colour: '#4a154b', bot: true };
  if (id === store.workspace.app.user) {
    const { name } = store.workspace.app;
    return { id, realName: name, handle: name.toLowerCase(), bot: true, app: true };
  }
  return store.people.get(id) ?? { id, realName: id, handle: id, colour: '#616061' };
}

export function channelName(channel) {
  return channel.is_im ? person(channel.user).realName : channel.name;
}

export function messagesOf(channel) {
  const all = store.messages.get(channel);
  return all ? [...all.values()].sort((a, b) => (a.ts < b.ts ? -1 : 1)) : [];
}

export function putMessage(message) {
  if (!store.messages.has(message.channel)) store.messages.set(message.channel, new Map());
  store.messages.get(message.channel).set(message.ts, message);
}

export function showModals(modals) {
  store.modals = modals;
  store.modalChanges += 1;
  changed('modals');
}

export const parentOf = message =>
  (message.thread_ts && message.thread_ts !== message.ts ? message.thread_ts : null);

export const inChannel = message => !parentOf(message) || message.subtype === 'thread_broadcast';
