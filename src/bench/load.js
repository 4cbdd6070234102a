// Sends signed slash commands and prints how fast they were acknowledged, as one line of JSON.
//   node load.js closed URL SECONDS CONNECTIONS TEXT     as many as the service takes
//   node load.js open   URL SECONDS PER_SECOND  TEXT     at a fixed rate, whatever the service does
// The latency of the open kind counts from when a request was due, so that a stall is not hidden.
const crypto = require('node:crypto');
const http = require('node:http');

const [kind, url, seconds, amount, text] = process.argv.slice(2);
const secret = process.env.SLACK_SIGNING_SECRET;
const user = process.env.BENCH_USER || 'U0OMAR';
const channel = process.env.BENCH_CHANNEL || 'shop-ops';
const target = new URL('/slack/events', url);
const agent = new http.Agent({ keepAlive: true, maxSockets: kind === 'closed' ? Number(amount) : 256 });
const latencies = [];
const statuses = {};
let serial = 0;
// Takes what is said later through the response URL, as Slack would.
const sink = http.createServer((request, response) => { request.resume(); request.on('end', () => response.end('ok')); });

function body() {
  return new URLSearchParams({
    command: '/ops', text, user_id: user, user_name: 'bench', team_id: 'T0DEMO', api_app_id: 'A0OPSDECK',
    channel_id: 'C0' + channel.toUpperCase().replace(/[^A-Z0-9]/g, ''), channel_name: channel,
    trigger_id: `${process.pid}.${Date.now()}.${++serial}`, response_url: `http://127.0.0.1:${sink.address().port}/`,
  }).toString();
}

function send(due) {
  return new Promise((resolve) => {
    const data = body();
    const timestamp = Math.floor(Date.now() / 1000).toString();
    const signature = 'v0=' + crypto.createHmac('sha256', secret).update(`v0:${timestamp}:${data}`).digest('hex');
    const request = http.request(target, {
      method: 'POST', agent,
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(data),
        'X-Slack-Request-Timestamp': timestamp, 'X-Slack-Signature': signature,
      },
    }, (response) => {
      response.resume();
      response.on('end', () => {
        latencies.push(Number(process.hrtime.bigint() - due) / 1e6);
        statuses[response.statusCode] = (statuses[response.statusCode] || 0) + 1;
        resolve();
      });
    });
    request.on('error', () => { statuses.error = (statuses.error || 0) + 1; resolve(); });
    request.end(data);
  });
}

async function closed(until) {
  const worker = async () => { while (Date.now() < until) await send(process.hrtime.bigint()); };
  await Promise.all(Array.from({ length: Number(amount) }, worker));
}

async function open(until) {
  const gap = BigInt(Math.round(1e9 / Number(amount)));
  const pending = [];
  for (let due = process.hrtime.bigint(); Date.now() < until; due += gap) {
    const wait = Number(due - process.hrtime.bigint()) / 1e6;
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    pending.push(send(due));
  }
  await Promise.all(pending);
}

const percentile = (p) => Number(latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * p))].toFixed(1));
let began;
new Promise((resolve) => sink.listen(0, '127.0.0.1', resolve)).then(() => {
  began = Date.now();
  return (kind === 'closed' ? closed : open)(began + Number(seconds) * 1000);
}).then(() => {
  const took = (Date.now() - began) / 1000;
  latencies.sort((a, b) => a - b);
  console.log(JSON.stringify({
    kind, text, perSecond: Math.round(latencies.length / took), requests: latencies.length,
    p50: percentile(0.5), p99: percentile(0.99), max: percentile(1), statuses,
  }));
  process.exit(0);
});
