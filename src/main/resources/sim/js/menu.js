// Pop-up menus and pickers: one at a time, with keyboard and search.

import { el, replace, $ } from './dom.js';

let current = null;

export function closeMenu() {
  if (!current) return;
  const { node, anchor, onclose } = current;
  current = null;
  node.remove();
  anchor?.setAttribute('aria-expanded', 'false');
  onclose?.();
}

document.addEventListener('pointerdown', event => {
  if (current && !current.node.contains(event.target) && !current.anchor?.contains(event.target)) closeMenu();
});
document.addEventListener('keydown', event => {
  if (event.key === 'Escape' && current) {
    event.stopPropagation();
    const { anchor } = current;
    closeMenu();
    anchor?.focus();
  }
}, true);
window.addEventListener('resize', closeMenu);

/** Shows any content beside an element. */
export function popup(anchor, content, { label, role = 'menu', onclose } = {}) {
  const again = current?.anchor === anchor;
  closeMenu();
  if (again) return null;
  const node = el('div.menu', { role, 'aria-label': label, 'data-testid': 'menu' }, content);
  $('overlays').append(node);
  place(node, anchor);
  anchor.setAttribute('aria-expanded', 'true');
  current = { node, anchor, onclose };
  return node;
}

function place(node, anchor) {
  const box = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = node;
  const below = box.bottom + 4 + height <= innerHeight || box.top < height + 8;
  node.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  node.style.top = `${Math.max(8, below ? Math.min(box.bottom + 4, innerHeight - height - 8) : box.top - height - 4)}px`;
  node.style.minWidth = `${Math.max(220, Math.min(box.width, 360))}px`;
}

/** A menu of actions: [{label, detail, icon, danger, run, checked}] with optional {heading}. */
export function menu(anchor, items, { label } = {}) {
  const rows = items.map(item => (item.heading
    ? el('h3', item.heading)
    : el('button', {
      type: 'button', role: item.checked === undefined ? 'menuitem' : 'menuitemradio', 'aria-checked': item.checked === undefined ? undefined : String(item.checked),
      'data-testid': item.testid, onclick: () => { closeMenu(); item.run(); },
    }, item.icon, el('span.two', el('span', item.label), item.detail && el('small.muted', item.detail)), item.checked && el('span.tick', '✓'))));
  const node = popup(anchor, rows, { label });
  if (!node) return;
  const buttons = [...node.querySelectorAll('button')];
  buttons[0]?.focus();
  node.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = buttons.indexOf(document.activeElement);
    buttons[(at + step + buttons.length) % buttons.length].focus();
  });
}

/**
 * A list to choose from with search. `load(typed)` answers groups: [{label, options: [{value, label, detail, icon}]}].
 * With `several`, choosing toggles and the list stays open.
 */
export function chooser(anchor, { label, load, chosen, choose, several = false, search = true }) {
  const list = el('div', { role: 'listbox', 'aria-label': label, 'aria-multiselectable': several ? 'true' : undefined });
  const input = el('input.field', { type: 'text', placeholder: 'Search', 'aria-label': `Search ${label}`, 'data-testid': 'chooser-search', role: 'combobox', 'aria-expanded': 'true' });
  const node = popup(anchor, [el('div.search', { hidden: !search }, input), list], { label, role: 'dialog' });
  if (!node) return;
  let options = [];
  let active = 0;
  let turn = 0;
  const mark = () => options.forEach((option, index) => {
    option.node.classList.toggle('active', index === active);
    if (index === active) option.node.scrollIntoView({ block: 'nearest' });
  });
  const pick = option => {
    choose(option.value, option);
    if (several) fill();
    else { closeMenu(); anchor.focus(); }
  };
  async function fill() {
    const mine = ++turn;
    const groups = await load(input.value.trim());
    if (mine !== turn) return;
    options = [];
    const rows = groups.flatMap(group => [
      group.label && el('h3', group.label),
      ...group.options.map(option => {
        const selected = chosen().includes(option.value);
        option.node = el('div', { role: 'option', 'aria-selected': String(selected), 'data-value': option.value, onclick: () => pick(option) },
          option.icon, el('span.two', el('span', option.label), option.detail && el('small.muted', option.detail)), selected && el('span.tick', '✓'));
        options.push(option);
        return option.node;
      }),
    ]);
    replace(list, rows.length && options.length ? rows : el('div.none', 'No results'));
    active = Math.min(active, Math.max(0, options.length - 1));
    mark();
    place(node, anchor);
  }
  input.addEventListener('input', () => { active = 0; fill(); });
  node.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      active = (active + step + options.length) % options.length;
      mark();
      event.preventDefault();
    } else if (event.key === 'Enter' && options[active]) {
      pick(options[active]);
      event.preventDefault();
    }
  });
  fill();
  if (search) input.focus();
  else { node.tabIndex = -1; node.focus(); }
}
