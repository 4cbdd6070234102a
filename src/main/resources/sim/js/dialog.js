// Dialogs over the page: a stack, with the focus kept inside the one on top.

import { el, $ } from './dom.js';

const stack = [];

/** Shows a dialog; answers a function that takes it away. */
export function dialog(node, { onescape } = {}) {
  const veil = el('div.veil', node);
  const before = document.activeElement;
  const entry = { veil, onescape };
  stack.push(entry);
  $('overlays').append(veil);
  focusFirst(node);
  return () => {
    const at = stack.indexOf(entry);
    if (at >= 0) stack.splice(at, 1);
    veil.remove();
    if (before?.isConnected) before.focus();
  };
}

export const focusable = node => [...node.querySelectorAll('button, input, textarea, select, a[href], [tabindex="0"]')]
  .filter(each => !each.disabled && each.offsetParent !== null);

function focusFirst(node) {
  const all = focusable(node);
  (all.find(each => each.matches('.content input, .content textarea, .content .picker')) ?? all[0])?.focus();
}

document.addEventListener('keydown', event => {
  const top = stack.at(-1);
  if (!top || document.querySelector('.menu')) return;
  if (event.key === 'Escape') {
    event.preventDefault();
    top.onescape?.();
  } else if (event.key === 'Tab') {
    const all = focusable(top.veil);
    const edge = event.shiftKey ? all[0] : all.at(-1);
    if (document.activeElement === edge || !top.veil.contains(document.activeElement)) {
      event.preventDefault();
      (event.shiftKey ? all.at(-1) : all[0])?.focus();
    }
  }
});

/** Asks as a confirmation object says; true if confirmed. */
export function confirm({ title, text, confirm: yes, deny: no, style }) {
  return new Promise(resolve => {
    const answer = value => { close(); resolve(value); };
    const node = el('div.modal.confirm', { role: 'alertdialog', 'aria-modal': 'true', 'aria-label': title, 'data-testid': 'confirm' },
      el('header', el('h2', title)),
      el('div.content', text),
      el('footer',
        el('button.button', { type: 'button', 'data-testid': 'confirm-deny', onclick: () => answer(false) }, no),
        el(style === 'danger' ? 'button.button.solid-danger' : 'button.button.primary', { type: 'button', 'data-testid': 'confirm-ok', onclick: () => answer(true) }, yes)));
    const close = dialog(node, { onescape: () => answer(false) });
    node.querySelector('[data-testid="confirm-ok"]').focus();
  });
}
