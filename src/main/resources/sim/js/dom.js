// Builds elements. Text always goes in as text nodes, so nothing that a message holds can become markup.

/** el('button.primary', {onclick, 'aria-label': …}, child, …) */
export function el(spec, ...rest) {
  const [tag, ...classes] = spec.split('.');
  const node = document.createElement(tag || 'div');
  if (classes.length) node.className = classes.join(' ');
  for (const item of rest) {
    if (item && item.constructor === Object) attributes(node, item);
    else append(node, item);
  }
  return node;
}

function attributes(node, map) {
  for (const [name, value] of Object.entries(map)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'value') node.value = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
}

export function append(node, item) {
  if (item === undefined || item === null || item === false) return;
  if (Array.isArray(item)) item.forEach(each => append(node, each));
  else node.append(item);
}

export function replace(node, ...children) {
  node.replaceChildren();
  children.forEach(child => append(node, child));
  return node;
}

export const $ = id => document.getElementById(id);
