import { el } from './dom.js';
import { person } from './store.js';

/** The picture of a person or app: initials on a colour. */
export function avatar(id, size = '') {
  const who = person(id);
  const initials = who.realName.split(/\s+/).map(word => word[0]).slice(0, 2).join('').toUpperCase();
  const classes = ['span', 'avatar', size, who.app && 'app'].filter(Boolean).join('.');
  return el(classes, { style: who.app ? null : `background:${who.colour}`, 'aria-hidden': 'true' }, who.app ? '≡' : initials);
}
