// Interactive elements. A context says where they stand:
// {state, use(block, action, value), suggest(block, action, typed), dispatches}.

import { upload } from '../api.js';
import { el, replace } from '../dom.js';
import { store, person } from '../store.js';
import { avatar } from '../avatar.js';
import { chooser, menu } from '../menu.js';
import { confirm } from '../dialog.js';
import { plain, textObject } from './mrkdwn.js';

/** Shows an element; `block` is the block around it. */
export function element(item, block, context) {
  const render = RENDERERS[item.type];
  return render ? render(item, block, context) : el('span.muted', `(${item.type})`);
}

async function confirmed(item) {
  const ask = item.confirm;
  return !ask || confirm({
    title: ask.title.text, text: textObject(ask.text), confirm: plain(ask.confirm), deny: plain(ask.deny), style: ask.style ?? item.style,
  });
}

// Remembers a value and, outside of input blocks, tells the app.
async function set(item, block, context, value, send = true) {
  (context.state[block.block_id] ??= {})[item.action_id] = value;
  const tells = block.type !== 'input' || block.dispatch_action;
  if (send && tells && (await confirmed(item))) await context.use(block.block_id, item.action_id, value);
}

const current = (item, block, context) => context.state[block.block_id]?.[item.action_id];

const common = (item, label) => ({ 'data-action-id': item.action_id, 'aria-label': label });

function button(item, block, context) {
  const style = { primary: '.primary', danger: '.danger' }[item.style] ?? '';
  const node = el(`button.button${style}`, { type: 'button', ...common(item, item.accessibility_label), 'data-testid': `action-${item.action_id}` }, plain(item.text));
  node.addEventListener('click', async () => {
    if (!(await confirmed(item))) return;
    if (item.url && /^https?:/i.test(item.url)) window.open(item.url, '_blank', 'noopener');
    const wait = el('span.wait', { 'aria-label': 'Waiting' });
    node.disabled = true;
    node.append(wait);
    await context.use(block.block_id, item.action_id, null);
    node.disabled = false;
    wait.remove();
  });
  return node;
}

function overflow(item, block, context) {
  const node = el('button.button.icon', { type: 'button', ...common(item, 'More actions'), 'aria-haspopup': 'menu', 'data-testid': `action-${item.action_id}` }, '⋯');
  node.addEventListener('click', () => menu(node, item.options.map(option => ({
    label: plain(option.text), detail: option.description?.text,
    run: async () => {
      if (!(await confirmed(item))) return;
      if (option.url && /^https?:/i.test(option.url)) window.open(option.url, '_blank', 'noopener');
      context.use(block.block_id, item.action_id, option.value);
    },
  })), { label: 'More actions' }));
  return node;
}

const labels = options => options.map(option => ({ value: option.value, label: plain(option.text), detail: option.description?.text, text: option.text.text, option }));

const matching = (options, typed) => options.filter(option => option.text.toLowerCase().includes(typed.toLowerCase()));

// Where a select gets its options from, by the last part of its type.
const SOURCES = {
  static_select: item => typed => (item.option_groups ?? [{ options: item.options }])
    .map(group => ({ label: group.label?.text, options: matching(labels(group.options), typed) }))
    .filter(group => group.options.length),
  external_select: (item, block, context) => async typed => (typed.length < (item.min_query_length ?? 3)
    ? []
    : [{ options: labels(await context.suggest(block.block_id, item.action_id, typed)) }]),
  users_select: () => typed => [{
    options: matching([...store.people.keys(), store.workspace.app.user].map(id => {
      const who = person(id);
      return { value: id, label: who.realName, detail: who.title, text: `${who.realName} ${who.handle}`, icon: avatar(id, 'small') };
    }), typed),
  }],
  conversations_select: () => typed => [{ options: channels(typed, () => true) }],
  channels_select: () => typed => [{ options: channels(typed, channel => !channel.is_private) }],
};

const channels = (typed, wanted) => matching([...store.channels.values()].filter(channel => !channel.is_im && wanted(channel))
  .map(channel => ({ value: channel.id, label: `# ${channel.name}`, text: channel.name })), typed);

const INITIAL = ['initial_option', 'initial_options', 'initial_user', 'initial_users', 'initial_conversation',
  'initial_conversations', 'initial_channel', 'initial_channels'];

const valueOf = chosen => (typeof chosen === 'object' ? chosen.value : chosen);

function select(item, block, context) {
  const several = item.type.startsWith('multi_');
  const source = SOURCES[item.type.replace('multi_', '')](item, block, context);
  const given = current(item, block, context) ?? item[INITIAL.find(name => item[name])] ?? [];
  let chosen = [given].flat().map(one => ({ value: valueOf(one), label: nameOf(one, item), option: one }));
  const name = item.placeholder?.text ?? block.label?.text ?? 'Select';
  const value = el('span.value');
  const node = el('button.picker', { type: 'button', ...common(item, name), 'aria-haspopup': 'listbox', 'data-testid': `action-${item.action_id}` }, value);
  const show = () => {
    node.classList.toggle('placeholder', !chosen.length);
    replace(value, chosen.length
      ? chosen.map(one => (several ? [el('span.chip', one.label), ' '] : one.label))
      : item.placeholder?.text ?? 'Select an item');
  };
  const choose = (picked, option) => {
    const was = chosen.some(one => one.value === picked);
    const one = { value: picked, label: option.label, option: option.option };
    chosen = several ? (was ? chosen.filter(each => each.value !== picked) : [...chosen, one].slice(0, item.max_selected_items ?? 100)) : [one];
    show();
    // The workspace knows the options of an external select only from the app, so they go along whole.
    const sent = each => (item.type.endsWith('external_select') ? each.option : each.value);
    set(item, block, context, several ? chosen.map(sent) : sent(one));
  };
  node.addEventListener('click', () => chooser(node, { label: name, load: source, chosen: () => chosen.map(one => one.value), choose, several }));
  show();
  return node;
}

function nameOf(one, item) {
  if (typeof one === 'object') return one.text.text;
  if (item.type.endsWith('users_select')) return person(one).realName;
  const channel = store.channels.get(one);
  if (channel) return `# ${channel.name}`;
  const all = item.options ?? item.option_groups?.flatMap(group => group.options) ?? [];
  return all.find(option => option.value === one)?.text.text ?? one;
}

function choices(item, block, context) {
  const several = item.type === 'checkboxes';
  const start = current(item, block, context) ?? (several ? item.initial_options : item.initial_option) ?? [];
  const chosen = new Set([start].flat().map(valueOf));
  const group = crypto.randomUUID();
  return el('div.choices', { role: several ? 'group' : 'radiogroup', ...common(item, block.label?.text) }, item.options.map(option => {
    const input = el('input', { type: several ? 'checkbox' : 'radio', name: group, value: option.value, checked: chosen.has(option.value) });
    input.addEventListener('change', () => {
      if (!several) chosen.clear();
      if (input.checked) chosen.add(option.value);
      else chosen.delete(option.value);
      set(item, block, context, several ? [...chosen] : option.value);
    });
    return el('label', input, el('span', textObject(option.text)), option.description && el('small', textObject(option.description)));
  }));
}

// Elements that are one native input: [type of input, name of the initial value].
const NATIVE = {
  plain_text_input: ['text', 'initial_value'],
  email_text_input: ['email', 'initial_value'],
  url_text_input: ['url', 'initial_value'],
  number_input: ['number', 'initial_value'],
  datepicker: ['date', 'initial_date'],
  timepicker: ['time', 'initial_time'],
};

function native(item, block, context) {
  const [type, initial] = NATIVE[item.type];
  const typed = initial === 'initial_value';
  const tag = item.multiline ? 'textarea.field' : typed ? 'input.field' : 'input.field.compact';
  const node = el(tag, {
    type: item.multiline ? undefined : type, rows: item.multiline ? 4 : undefined,
    placeholder: item.placeholder?.text, maxlength: item.max_length, value: current(item, block, context) ?? item[initial] ?? '',
    step: item.is_decimal_allowed ? 'any' : undefined, min: item.min_value, max: item.max_value,
    autofocus: item.focus_on_load, ...common(item, block.label?.text ?? item.placeholder?.text), 'data-testid': `action-${item.action_id}`,
  });
  const triggers = item.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  node.addEventListener('input', () => set(item, block, context, node.value, typed && triggers.includes('on_character_entered')));
  if (!typed) node.addEventListener('change', () => set(item, block, context, node.value));
  node.addEventListener('keydown', event => {
    if (typed && event.key === 'Enter' && !item.multiline && block.dispatch_action && triggers.includes('on_enter_pressed')) {
      event.preventDefault();
      set(item, block, context, node.value);
    }
  });
  return node;
}

function moment(item, block, context) {
  const local = seconds => new Date(seconds * 1000 - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  const start = current(item, block, context) ?? item.initial_date_time;
  const node = el('input.field.compact', { type: 'datetime-local', value: start ? local(start) : '', ...common(item, block.label?.text), 'data-testid': `action-${item.action_id}` });
  node.addEventListener('change', () => set(item, block, context, node.value ? Math.floor(new Date(node.value) / 1000) : ''));
  return node;
}

function files(item, block, context) {
  const endings = (item.filetypes ?? []).map(type => `.${type}`).join(',');
  const node = el('input.field', { type: 'file', accept: endings || undefined, multiple: (item.max_files ?? 10) > 1, ...common(item, block.label?.text), 'data-testid': `action-${item.action_id}` });
  const names = el('div.muted', { 'data-testid': 'uploaded' });
  node.addEventListener('change', async () => {
    const ids = await Promise.all([...node.files].map(async file => upload(store.user, file)));
    names.textContent = 'Uploaded: ' + [...node.files].map(file => file.name).join(', ');
    set(item, block, context, ids);
  });
  return el('div', node, names);
}

function image(item) {
  return el('img', { src: item.image_url, alt: item.alt_text, title: item.alt_text });
}

const RENDERERS = { button, file_input: files, overflow, image, datetimepicker: moment, checkboxes: choices, radio_buttons: choices };
for (const type of Object.keys(NATIVE)) RENDERERS[type] = native;
for (const type of Object.keys(SOURCES)) RENDERERS[type] = RENDERERS[`multi_${type}`] = select;
