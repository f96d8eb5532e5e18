import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

/** A fake server process for tests. The arguments specify the faults that it simulates. */
const faults = new Set(process.argv.slice(2));

if (faults.has('crashes-on-start')) {
  console.error('Error: Invalid or corrupt jarfile open-llm.jar');
  process.exit(1);
}
const rpc = createMessageConnection(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
console.error('started');
rpc.onRequest('initialize', () => ({ protocolVersion: 1, serverVersion: '9.9', processId: process.pid }));
rpc.onRequest('models/list', () => {
  if (faults.has('crashes-on-request')) {
    process.kill(process.pid, 'SIGKILL');
  }
  return { models: [] };
});
rpc.onRequest('shutdown', () => ({}));
rpc.onNotification('exit', () => {
  if (!faults.has('does-not-exit')) {
    process.exit(0);
  }
});
rpc.listen();
if (faults.has('does-not-exit')) {
  setInterval(() => {}, 1000);
}
