// Rich text blocks as elements.

import { el } from '../dom.js';
import { mention, broadcast, link, emojiNode } from './mrkdwn.js';
import { template } from './dates.js';

export function richText(block) {
  return el('div.rich', block.elements.map(part));
}

function part(node) {
  const children = () => node.elements.map(styled);
  switch (node.type) {
    case 'rich_text_list':
      return el(node.style === 'ordered' ? 'ol' : 'ul', { style: node.indent ? `margin-left:${node.indent * 24}px` : null },
        node.elements.map(item => el('li', item.elements.map(styled))));
    case 'rich_text_preformatted': return el('pre', children());
    case 'rich_text_quote': return el('blockquote', children());
    default: return el('div', children().flatMap(breaks));
  }
}

// Line feeds of typed text become line breaks.
function breaks(node) {
  if (typeof node !== 'string') return [node];
  return node.split('\n').flatMap((line, index) => (index ? [el('br'), line] : [line]));
}

const TAGS = { bold: 'strong', italic: 'em', strike: 'del', code: 'code' };

function styled(node) {
  return Object.entries(TAGS)
    .filter(([name]) => node.style?.[name])
    .reduce((inner, [, tag]) => el(tag, inner), leaf(node));
}

function leaf(node) {
  switch (node.type) {
    case 'text': return node.text;
    case 'link': return link(node.url, node.text);
    case 'user': return mention('@', node.user_id);
    case 'usergroup': return mention('group', node.usergroup_id);
    case 'channel': return mention('#', node.channel_id);
    case 'emoji': return emojiNode(node.name);
    case 'broadcast': return broadcast(node.range);
    case 'date': return el('time', template(node.timestamp, node.format ?? '{date}'));
    case 'color': return el('code', node.value);
    default: return node.text ?? '';
  }
}
