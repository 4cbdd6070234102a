// The app's modals: the top one of the person's stack is shown.

import { el } from './dom.js';
import { store, showModals } from './store.js';
import { act } from './api.js';
import { avatar } from './avatar.js';
import { icon } from './icons.js';
import { closeMenu } from './menu.js';
import { dialog } from './dialog.js';
import { blocks } from './render/blocks.js';
import { plain } from './render/mrkdwn.js';

const states = new Map();
let shown = null;

/** Brings what is shown in line with the store. */
export function drawModal({ trouble = '', errors = {}, busy = false } = {}) {
  const view = store.modals.at(-1);
  const key = view && JSON.stringify([view.id, view.hash, trouble, errors, busy]);
  if (shown?.key === key) return;
  const scroll = shown?.node.querySelector('.content')?.scrollTop ?? 0;
  const same = shown?.id === view?.id;
  const focus = same && document.activeElement?.dataset.actionId;
  closeMenu();
  shown?.close();
  shown = null;
  if (!view) return;
  const node = render(view, { trouble, errors, busy });
  shown = { key, id: view.id, node, close: dialog(node, { onescape: () => cancel(view) }) };
  if (same) node.querySelector('.content').scrollTop = scroll;
  if (focus) node.querySelector(`[data-action-id="${CSS.escape(focus)}"]`)?.focus();
  if (Object.keys(errors).length) node.querySelector('.invalid input, .invalid textarea, .invalid button')?.focus();
}

function context(view, errors) {
  const where = { user: store.user, view_id: view.id };
  if (!states.has(view.id)) states.set(view.id, {});
  const state = states.get(view.id);
  return {
    state,
    errors,
    use: (block_id, action_id, value) => act('use', { ...where, block_id, action_id, value, state }),
    suggest: async (block_id, action_id, typed) => (await act('suggest', { ...where, block_id, action_id, typed })).options ?? [],
  };
}

/** Home tabs use the same context. */
export const viewContext = context;

function render(view, { trouble, errors, busy }) {
  const { name, user } = store.workspace.app;
  return el('div.modal', { role: 'dialog', 'aria-modal': 'true', 'aria-label': view.title.text, 'data-testid': 'modal', 'data-view-id': view.id },
    el('header', avatar(user, 'small'), el('h2', plain(view.title)),
      el('button', { type: 'button', 'aria-label': 'Close', onclick: () => close(view, true) }, icon('close'))),
    trouble && el('div.trouble', { role: 'alert' }, trouble),
    el('form.content', { onsubmit: event => { event.preventDefault(); submit(view); } }, blocks(view.blocks, context(view, errors)),
      el('button', { type: 'submit', hidden: true })),
    el('footer',
      el('span.app-name', name),
      el('button.button', { type: 'button', 'data-testid': 'modal-close', onclick: () => cancel(view) }, view.close ? plain(view.close) : view.submit ? 'Cancel' : 'Close'),
      view.submit && el('button.button.primary', { type: 'button', 'data-testid': 'modal-submit', disabled: busy, onclick: () => submit(view) }, plain(view.submit), busy && el('span.wait'))));
}

const cancel = view => close(view, false);

async function close(view, all) {
  showModals(all ? [] : store.modals.slice(0, -1));
  await act('close', { user: store.user, view_id: view.id, all });
}

async function submit(view) {
  drawModal({ busy: true });
  const result = await act('submit', { user: store.user, view_id: view.id, values: states.get(view.id) ?? {} });
  if (store.modals.at(-1)?.id !== view.id) return drawModal();
  if (result.ok) return drawModal();
  drawModal({ errors: result.errors ?? {}, trouble: Object.keys(result.errors ?? {}).length ? '' : 'We had some trouble connecting. Try again?' });
}
