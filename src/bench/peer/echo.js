// The least that Bolt for JavaScript can do: verify the signature and acknowledge a slash command.
const { App, LogLevel } = require('@slack/bolt');

const port = Number(process.argv[2] || 18499);
const app = new App({
  signingSecret: process.env.SLACK_SIGNING_SECRET,
  authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B0', botUserId: 'U0' }),
  logLevel: LogLevel.ERROR,
});
app.command('/ops', async ({ ack, command }) => ack(command.text));
app.start(port).then(() => console.log(`echo on ${port}`));
