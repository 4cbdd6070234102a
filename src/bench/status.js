// A system of many services, some of which never answer: how long does /ops status take beside its slowest probe?
//   node status.js catalog FOLDER PORT     writes the catalog; the services' health is asked at PORT
//   node status.js measure URL PORT ROUNDS answers at PORT and prints a line of JSON for each round
const crypto = require('node:crypto');
const fs = require('node:fs');
const http = require('node:http');

const SERVICES = 50;
const DEAD = 5;
const [mode, ...rest] = process.argv.slice(2);
const user = 'U0OMAR';

function catalog(folder, port) {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(`${folder}/access.yml`, `people: { ${user}: { handle: omar, name: Omar Haddad, email: omar@demo.example } }
roles: { operator: { users: [${user}] } }
rules: [ { allow: read, to: operator } ]
`);
  const services = Array.from({ length: SERVICES }, (_, n) =>
    `  s${n}: { health: "http://127.0.0.1:${port}/${n}", process: { command: [sleep, "600"] } }`);
  fs.writeFileSync(`${folder}/farm.yml`, `system: farm
channels: { ops: farm-ops }
runtime: process
services:
${services.join('\n')}
`);
}

let slowest = 0;
let told = () => {};

// The first ones never answer; the others take up to 400 ms.
function answer(request, response) {
  if (request.method === 'POST') {
    let body = '';
    request.on('data', (data) => { body += data; });
    request.on('end', () => { response.end('ok'); told(body); });
    return;
  }
  const began = process.hrtime.bigint();
  const number = Number(request.url.slice(1));
  const done = () => { slowest = Math.max(slowest, Number(process.hrtime.bigint() - began) / 1e6); };
  response.on('close', done);
  if (number >= DEAD) setTimeout(() => response.end('ok'), (number * 37) % 400);
}

async function status(url, port) {
  slowest = 0;
  const final = new Promise((resolve) => { told = (body) => { if (body.includes('need')) resolve(); }; });
  const data = new URLSearchParams({
    command: '/ops', text: 'status farm', user_id: user, user_name: 'bench', team_id: 'T0DEMO', api_app_id: 'A0OPSDECK',
    channel_id: 'C0FARMOPS', channel_name: 'farm-ops', trigger_id: `1.${Date.now()}.1`,
    response_url: `http://127.0.0.1:${port}/told`,
  }).toString();
  const timestamp = Math.floor(Date.now() / 1000).toString();
  const signature = 'v0=' + crypto.createHmac('sha256', process.env.SLACK_SIGNING_SECRET)
    .update(`v0:${timestamp}:${data}`).digest('hex');
  const began = process.hrtime.bigint();
  const response = await fetch(new URL('/slack/events', url), {
    method: 'POST', body: data,
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'X-Slack-Request-Timestamp': timestamp, 'X-Slack-Signature': signature,
    },
  });
  const acknowledged = Number(process.hrtime.bigint() - began) / 1e6;
  const text = await response.text();
  if (!text.includes("need")) await final;
  const took = Number(process.hrtime.bigint() - began) / 1e6;
  console.log(JSON.stringify({
    services: SERVICES, dead: DEAD, acknowledgedMs: Math.round(acknowledged), tookMs: Math.round(took),
    slowestProbeMs: Math.round(slowest), ratio: Number((took / slowest).toFixed(2)),
  }));
}

async function measure(url, port, rounds) {
  await new Promise((resolve) => http.createServer(answer).listen(Number(port), '127.0.0.1', resolve));
  for (let round = 0; round < Number(rounds); round++) {
    await status(url, port);
    // Long enough that nothing of this look is shown again in the next.
    await new Promise((resolve) => setTimeout(resolve, 6000));
  }
  process.exit(0);
}

if (mode === 'catalog') catalog(...rest);
else measure(...rest);
