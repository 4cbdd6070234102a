// Starts the page and draws what changed.

import { onChange, store } from './store.js';
import { become } from './navigate.js';
import { drawSidebar } from './sidebar.js';
import { drawChannel } from './channel.js';
import { drawThread } from './thread.js';
import { drawModal } from './modal.js';
import { toast } from './toast.js';

const pending = new Set();

function draw() {
  const kinds = new Set(pending);
  pending.clear();
  const any = (...wanted) => kinds.has('all') || wanted.some(kind => kinds.has(kind));
  if (any('channels')) drawSidebar();
  if (any('channels', 'messages')) drawChannel();
  if (kinds.has('home') && store.tab === 'home') drawChannel('home');
  if (any('thread', 'messages')) drawThread();
  if (any('modals')) drawModal();
}

// Changes that come together are drawn together.
onChange(kind => {
  if (!pending.size) queueMicrotask(draw);
  pending.add(kind);
});

become(new URL(location.href).searchParams.get('user')).catch(problem => {
  console.error(problem);
  toast('The workspace could not be loaded. Reload the page.');
});
