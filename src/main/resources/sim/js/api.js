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
