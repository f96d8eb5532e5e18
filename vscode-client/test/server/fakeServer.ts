import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

/** A fake server process for tests. The arguments specify which errors it makes. */
const faults = new Set(process.argv.slice(2));

if (faults.has('dies-at-once')) {
  console.error('Error: the jar is damaged');
  process.exit(1);
}
const rpc = createMessageConnection(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
console.error('started');
rpc.onRequest('initialize', () => ({ protocolVersion: 1, serverVersion: '9.9', processId: process.pid }));
rpc.onRequest('models/list', () => {
  if (faults.has('dies-when-asked')) {
    process.kill(process.pid, 'SIGKILL');
  }
  return { models: [] };
});
rpc.onRequest('shutdown', () => ({}));
rpc.onNotification('exit', () => {
  if (!faults.has('does-not-leave')) {
    process.exit(0);
  }
});
rpc.listen();
if (faults.has('does-not-leave')) {
  setInterval(() => {}, 1000);
}
