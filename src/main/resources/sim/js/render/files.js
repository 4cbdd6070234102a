// Files under a message.

import { el } from '../dom.js';

const UNITS = ['bytes', 'KB', 'MB', 'GB'];

function size(bytes) {
  const power = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return `${power ? (bytes / 1000 ** power).toFixed(1) : bytes} ${UNITS[power]}`;
}

// File URLs name the host that the bot sees; the page may be reached by another.
const path = url => new URL(url, location.href).pathname;

export function file(item) {
  const picture = item.mimetype.startsWith('image/');
  return el('div.file', { 'data-testid': 'file', 'data-file-id': item.id },
    el('div.bar2',
      el('span.kind', { 'aria-hidden': 'true' }, item.filetype.slice(0, 4)),
      el('div.grow', el('strong', item.title || item.name), el('small', `${item.pretty_type} · ${size(item.size)}`)),
      el('a.button', { href: path(item.url_private_download), download: item.name, 'data-testid': 'download', 'aria-label': `Download ${item.name}` }, 'Download')),
    picture && el('img', { src: path(item.url_private), alt: item.alt_txt || item.title, loading: 'lazy' }),
    item.preview && el('pre', item.preview),
    item.lines_more > 0 && el('div.more', `${item.lines_more} more line${item.lines_more === 1 ? '' : 's'}`));
}
