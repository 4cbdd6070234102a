// Restarts a container in turn with `docker restart` and with /ops restart, and prints what each took, in milliseconds.
//   node restart.js URL CONTAINER ROUNDS
// The first is the program's whole run; the second goes from the signed request to the run's recorded end, which is
// looked for every few milliseconds.
const crypto = require('node:crypto');
const http = require('node:http');
const { execFileSync } = require('node:child_process');

const [url, container, rounds] = process.argv.slice(2);
const secret = process.env.SLACK_SIGNING_SECRET;
const agent = new http.Agent({ keepAlive: true });
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const sink = http.createServer((request, response) => { request.resume(); request.on('end', () => response.end('ok')); });

function ask(path, method, body, headers) {
  return new Promise((resolve, reject) => {
    const request = http.request(new URL(path, url), { method, agent, headers }, (response) => {
      let text = '';
      response.on('data', (part) => { text += part; });
      response.on('end', () => resolve(text));
    });
    request.on('error', reject);
    request.end(body);
  });
}

function command(text, serial) {
  const body = new URLSearchParams({
    command: '/ops', text, user_id: 'U0OMAR', user_name: 'bench', team_id: 'T0DEMO', api_app_id: 'A0OPSDECK',
    channel_id: 'C0SHOPOPS', channel_name: 'shop-ops', trigger_id: `${process.pid}.${Date.now()}.${serial}`,
    response_url: `http://127.0.0.1:${sink.address().port}/`,
  }).toString();
  const timestamp = Math.floor(Date.now() / 1000).toString();
  const signature = 'v0=' + crypto.createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return ask('/slack/events', 'POST', body, {
    'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body),
    'X-Slack-Request-Timestamp': timestamp, 'X-Slack-Signature': signature,
  });
}

async function succeeded() {
  const metrics = await ask('/prometheus', 'GET');
  return metrics.split('\n')
    .filter((line) => line.startsWith('opsdeck_run_duration_seconds_count') && line.includes('state="succeeded"'))
    .reduce((sum, line) => sum + Number(line.split(' ').pop()), 0);
}

async function main() {
  await new Promise((resolve) => sink.listen(0, '127.0.0.1', resolve));
  const more = [];
  for (let round = 1; round <= Number(rounds); round++) {
    let began = process.hrtime.bigint();
    execFileSync('docker', ['restart', '--time', '10', container]);
    const plain = Number(process.hrtime.bigint() - began) / 1e6;
    const before = await succeeded();
    began = process.hrtime.bigint();
    await command('restart backend', round);
    const acknowledged = Number(process.hrtime.bigint() - began) / 1e6;
    while ((await succeeded()) === before) await pause(5);
    const ours = Number(process.hrtime.bigint() - began) / 1e6;
    if (round > 1) more.push(ours - plain);
    console.log(`docker restart ${plain.toFixed(0)} ms, /ops restart ${ours.toFixed(0)} ms, acknowledged after ${acknowledged.toFixed(0)} ms`);
  }
  more.sort((a, b) => a - b);
  console.log(`more, the first left out: median ${more[Math.floor(more.length / 2)].toFixed(0)} ms`);
  sink.close();
  agent.destroy();
}

main();
