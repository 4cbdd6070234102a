// Slack's mrkdwn as elements.

import { el } from '../dom.js';
import { store, person } from '../store.js';
import { emoji } from './emoji.js';
import { template } from './dates.js';

const unescape = text => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');

export function emojiNode(name) {
  const sign = emoji(name);
  return sign
    ? el('span.emoji', { role: 'img', 'aria-label': name.replaceAll('_', ' '), title: `:${name}:` }, sign)
    : el('span.emoji.unknown', `:${name}:`);
}

/** Text of a plain_text object: emoji names are shown, nothing else is special. */
export function plain(object) {
  const text = object?.text ?? '';
  return object?.emoji === false ? [text] : emojis(text);
}

function emojis(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(/:([a-z0-9_+-]+(?:::skin-tone-[2-6])?):/g)) {
    if (!emoji(match[1])) continue;
    parts.push(text.slice(end, match.index), emojiNode(match[1]));
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return parts.filter(part => part !== '');
}

export function mention(kind, id, label) {
  if (kind === '@') {
    const self = id === store.user;
    return el(self ? 'span.mention.self' : 'span.mention', { 'data-user': id }, `@${label ?? person(id).realName}`);
  }
  if (kind === 'group') {
    const group = store.groups.get(id);
    return el(group?.members.includes(store.user) ? 'span.mention.self' : 'span.mention', `@${(label ?? group?.handle ?? id).replace(/^@/, '')}`);
  }
  const name = store.channels.get(id)?.name ?? label ?? 'private channel';
  return el('button.mention', { type: 'button', 'data-goto': id }, `#${name}`);
}

export const broadcast = range => el('span.mention.broadcast', `@${range}`);

const SAFE = /^(https?:|mailto:)/i;

export function link(url, label) {
  if (!SAFE.test(url)) return el('span', label ?? url);
  return el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, label ?? url);
}

function entity(inside) {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : unescape(inside.slice(bar + 1));
  if (target[0] === '@') return mention('@', target.slice(1), label);
  if (target[0] === '#') return mention('#', target.slice(1), label);
  if (target[0] !== '!') return link(unescape(target), label ?? unescape(target).replace(/^mailto:/, ''));
  const [command, ...rest] = target.slice(1).split('^');
  if (command === 'subteam') return mention('group', rest[0], label);
  if (command === 'date') return el('time', { title: new Date(rest[0] * 1000).toString() }, template(rest[0], rest[1] ?? ''));
  return broadcast(command);
}

const PAIRS = [['*', 'strong'], ['_', 'em'], ['~', 'del']];

// One line's worth of text without code: entities, emphasis, emoji, bare links.
function inline(text) {
  const parts = [];
  let rest = text;
  while (rest) {
    const found = next(rest);
    if (!found) break;
    if (found.index > 0) parts.push(...words(rest.slice(0, found.index)));
    parts.push(found.node);
    rest = rest.slice(found.index + found.length);
  }
  if (rest) parts.push(...words(rest));
  return parts;
}

function next(text) {
  let best = null;
  const consider = (match, node) => {
    if (match && (!best || match.index < best.index)) best = { index: match.index, length: match[0].length, match, node };
  };
  consider(/<([^<>\n]+)>/.exec(text), match => entity(match[1]));
  consider(/`([^`\n]+)`/.exec(text), match => el('code', ...codeParts(match[1])));
  for (const [sign, tag] of PAIRS) {
    const escaped = sign === '*' ? '\\*' : sign;
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}${escaped}])${escaped}(?=\\S)([^\\n]*?[^\\s${escaped}])${escaped}(?![\\p{L}\\p{N}${escaped}])`, 'u');
    consider(pattern.exec(text), match => el(tag, ...inline(match[1])));
  }
  return best && { ...best, node: best.node(best.match) };
}

const codeParts = text => [unescape(text.replace(/<([^<>|]+)\|?([^<>]*)>/g, (all, target, label) => label || target))];

const words = text => emojis(unescape(text));

function lines(text) {
  const nodes = [];
  let quote = null;
  text.split('\n').forEach((line, index, all) => {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quoted) {
      if (!quote) nodes.push(quote = el('blockquote'));
      else quote.append(el('br'));
      quote.append(...inline(quoted[1]));
      return;
    }
    const afterQuote = quote !== null;
    quote = null;
    if (index > 0 && !afterQuote) nodes.push(el('br'));
    nodes.push(...inline(line));
    if (afterQuote && line === '' && index < all.length - 1) nodes.push(el('br'));
  });
  return nodes;
}

export function mrkdwn(text) {
  const nodes = [];
  text.split(/```/).forEach((part, index, all) => {
    if (index % 2 === 1 && index < all.length - 1) nodes.push(el('pre', ...codeParts(part.replace(/^\n|\n$/g, ''))));
    else if (index % 2 === 1) nodes.push(...lines('```' + part));
    else nodes.push(...lines(index === 0 ? part.replace(/\n$/, all.length > 1 ? '' : '\n') : part.replace(/^\n/, '')));
  });
  return nodes;
}

export const textObject = object => (object.type === 'mrkdwn' ? mrkdwn(object.text) : plain(object));
