// The thread on the right.

import { el, replace, $ } from './dom.js';
import { store, messagesOf, parentOf, changed, channelName } from './store.js';
import { icon } from './icons.js';
import { list } from './message.js';
import { composer } from './composer.js';

let drawn = '';
let messages = null;

export function drawThread() {
  const { thread } = store;
  const pane = $('thread');
  pane.hidden = !thread;
  if (!thread) {
    drawn = '';
    return;
  }
  const channel = store.channels.get(thread.channel);
  const key = `${store.user}/${thread.channel}/${thread.ts}`;
  if (key !== drawn) {
    drawn = key;
    messages = el('div.list', { role: 'log', 'aria-label': 'Replies', 'data-testid': 'thread-messages' });
    replace(pane,
      el('header.head', el('h2', 'Thread'), el('span.topic.grow', `#${channelName(channel)}`),
        el('button.button', { type: 'button', 'aria-label': 'Close thread', onclick: () => { store.thread = null; changed('thread'); } }, icon('close'))),
      messages, channel.is_member || channel.is_im ? composer({ channel, thread: thread.ts, name: channelName(channel) }) : null);
    pane.querySelector('textarea')?.focus();
  }
  list(messages, messagesOf(thread.channel).filter(item => item.ts === thread.ts || parentOf(item) === thread.ts), { inThread: true });
  messages.scrollTop = messages.scrollHeight;
}
