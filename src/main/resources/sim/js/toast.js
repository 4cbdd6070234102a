// Short notices in the corner.

import { el, $ } from './dom.js';

export function toast(text) {
  const node = el('div.toast', { 'data-testid': 'toast' }, el('span', { 'aria-hidden': 'true' }, '⚠️'), el('span', text));
  $('toasts').append(node);
  setTimeout(() => node.remove(), 8000);
}
