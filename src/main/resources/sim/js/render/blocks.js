// Block Kit blocks as elements.

import { el } from '../dom.js';
import { plain, textObject, mrkdwn } from './mrkdwn.js';
import { richText } from './richtext.js';
import { element } from './elements.js';

export function blocks(list, context) {
  return el('div.blocks', list.map(block => {
    const render = RENDERERS[block.type];
    const node = render ? render(block, context) : el('div.muted', `(${block.type} block)`);
    node.classList.add('block', block.type);
    node.dataset.blockId = block.block_id;
    return node;
  }));
}

function section(block, context) {
  return el('div',
    el('div.grow',
      block.text && el('div.text', textObject(block.text)),
      block.fields && el('div.fields', block.fields.map(field => el('div', textObject(field))))),
    block.accessory && el('div.accessory', element(block.accessory, block, context)));
}

function context(block) {
  return el('div', block.elements.map(item => (item.type === 'image'
    ? el('img', { src: item.image_url, alt: item.alt_text })
    : el('span', textObject(item)))));
}

function image(block) {
  return el('figure', block.title && el('figcaption', plain(block.title)), el('img', { src: block.image_url, alt: block.alt_text, loading: 'lazy' }));
}

function input(block, context) {
  const error = context.errors?.[block.block_id];
  const node = el('div', { 'data-testid': `input-${block.block_id}` },
    el('div.label', plain(block.label), block.optional && el('span.optional', ' (optional)')),
    element(block.element, block, context),
    error && el('div.error', { role: 'alert' }, error),
    block.hint && el('div.hint', plain(block.hint)));
  node.classList.toggle('invalid', Boolean(error));
  return node;
}

function table(block) {
  const cell = item => (item.type === 'raw_text' ? item.text : richText(item));
  return el('div', el('table.grid', el('tbody', block.rows.map(row => el('tr', row.map(item => el('td', cell(item))))))));
}

const RENDERERS = {
  section,
  context,
  image,
  input,
  table,
  header: block => el('div', { role: 'heading', 'aria-level': '3' }, plain(block.text)),
  divider: () => el('hr'),
  actions: (block, where) => el('div', block.elements.map(item => element(item, block, where))),
  rich_text: block => richText(block),
  markdown: block => el('div', mrkdwn(block.text.replace(/\*\*(.+?)\*\*/g, '*$1*').replace(/^#+ (.*)$/gm, '*$1*'))),
};
