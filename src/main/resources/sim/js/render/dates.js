// Times as Slack shows them.

const time = date => date.toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' });
const startOfDay = date => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

export const ofTs = ts => new Date(Number(ts.split('.')[0]) * 1000);

export const clock = ts => time(ofTs(ts));

export const full = ts => ofTs(ts).toLocaleString([], { dateStyle: 'full', timeStyle: 'medium' });

function relative(date) {
  const days = Math.round((startOfDay(date) - startOfDay(new Date())) / 86400000);
  return { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' }[days];
}

export function day(ts) {
  const date = ofTs(ts);
  const near = relative(date);
  if (near) return near[0].toUpperCase() + near.slice(1);
  return date.toLocaleDateString([], { weekday: 'long', month: 'long', day: 'numeric' });
}

export function ago(ts) {
  const seconds = Math.max(0, Date.now() / 1000 - Number(ts));
  if (seconds < 60) return 'just now';
  const [count, unit] = seconds < 3600 ? [seconds / 60, 'minute'] : seconds < 86400 ? [seconds / 3600, 'hour'] : [seconds / 86400, 'day'];
  const whole = Math.floor(count);
  return `${whole} ${unit}${whole === 1 ? '' : 's'} ago`;
}

const TOKENS = {
  date_num: date => date.toISOString().slice(0, 10),
  date_slash: date => date.toLocaleDateString(),
  date_long: date => date.toLocaleDateString([], { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' }),
  date_long_full: date => date.toLocaleDateString([], { month: 'long', day: 'numeric', year: 'numeric' }),
  date: date => date.toLocaleDateString([], { month: 'long', day: 'numeric', year: 'numeric' }),
  date_short: date => date.toLocaleDateString([], { month: 'short', day: 'numeric', year: 'numeric' }),
  day_divider_pretty: date => relative(date) ?? date.toLocaleDateString([], { weekday: 'long', month: 'long', day: 'numeric' }),
  time,
  time_secs: date => date.toLocaleTimeString([], { hour: 'numeric', minute: '2-digit', second: '2-digit' }),
  ago: date => ago(date.getTime() / 1000),
};

/** Fills the tokens of <!date^…^…>. */
export function template(seconds, text) {
  const date = new Date(Number(seconds) * 1000);
  return text.replace(/\{(\w+)\}/g, (all, token) => {
    const plain = token.replace(/_pretty$/, '');
    if (token.endsWith('_pretty') && plain !== 'day_divider') return relative(date) ?? TOKENS[plain]?.(date) ?? all;
    return TOKENS[token]?.(date) ?? all;
  });
}
