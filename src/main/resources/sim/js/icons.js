// The page's own signs, drawn so that they look the same everywhere.

const NS = 'http://www.w3.org/2000/svg';

const PATHS = {
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8Zm6.500 2.200a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400Z',
  pin: 'M6 2h4l-.5 4.500L12 9v1H8.700L8 14.500 7.300 10H4V9l2.500-2.500L6 2Z',
  people: 'M6 7.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5ZM1.500 13.500c0-2.600 2-4.300 4.500-4.300s4.500 1.700 4.500 4.300ZM11 7.500a2 2 0 1 0-.8-3.800M11.700 9.300c1.700.4 2.800 1.900 2.800 4.200h-2.200',
  lock: 'M4.500 7V5.200a3.500 3.500 0 0 1 7 0V7M3.500 7h9v6.500h-9Z',
  bolt: 'M9 1.500 3.500 9H7l-.5 5.500L12.500 7H9Z',
  smile: 'M8 14.500a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13ZM5.300 9.500c.6 1.200 1.600 1.800 2.700 1.800s2.100-.6 2.700-1.800M5.800 6.200v.6M10.200 6.200v.6',
  reply: 'M2 3.500h12v8H8l-3.500 2.800v-2.800H2Z',
  more: 'M8 3v.1M8 8v.1M8 13v.1',
  send: 'M2 2.500 14.500 8 2 13.500 3.800 8Zm1.800 5.500H9',
  swap: 'M5 6.500 8 3.500l3 3M5 9.500l3 3 3-3',
  doc: 'M4 1.500h5.500L12.500 4.500v10H4ZM9.300 1.700v3h3M6 7.500h4.500M6 9.500h4.500M6 11.500h3',
  close: 'm3.500 3.500 9 9m0-9-9 9',
  link: 'M6.500 9.500l3-3M7 4.500l1.700-1.700a3 3 0 0 1 4.300 4.300L11.500 8.800M9 11.500l-1.700 1.700A3 3 0 0 1 3 8.900l1.500-1.700',
};

export function icon(name) {
  const svg = document.createElementNS(NS, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', `glyph glyph-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(NS, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
