// Calls of the control API.

async function json(response) {
  const body = await response.json().catch(() => ({ ok: false, error: `HTTP ${response.status}` }));
  if (!response.ok && body.ok === undefined) body.ok = false;
  return body;
}

export async function read(what, query = {}) {
  return json(await fetch(`/sim/control/state/${what}?${new URLSearchParams(query)}`));
}

export async function act(action, body) {
  try {
    return await json(await fetch(`/sim/control/act/${action}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }));
  } catch {
    return { ok: false, error: 'The workspace cannot be reached.' };
  }
}

/** Uploads a file for an input and answers its id. */
export async function upload(user, file) {
  const response = await fetch(`/sim/person-upload?${new URLSearchParams({ user, name: file.name })}`, {
    method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: file,
  });
  return response.text();
}
