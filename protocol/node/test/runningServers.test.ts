import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { inspect } from 'node:util';
import { connect } from '../src/index.js';
import { protocolVersion, runningServers, runtimeFolder } from '../src/runningServers.js';
import { isolatedEnvironment, launcher, notBuilt, startListening } from './ownWorld.js';

const openRpc = JSON.parse(readFileSync(join(import.meta.dirname, '../../schema/openrpc.json'), 'utf8')) as {
  readonly info: { readonly version: string };
};
const noPermissionBits = process.platform === 'win32' ? 'Windows has no permission bits.' : false;

describe('discovery of running servers', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'open-llm-'));
  });
  // The folder contains a token, and no token may remain after the tests.
  afterEach(() => rmSync(folder, { recursive: true }));

  const found = (): number[] => runningServers({ OPENLLM_RUNTIME_DIR: folder }, '/home/me/project').map((s) => s.port);
  const entry = (changes: object): string =>
    JSON.stringify({ processId: process.pid, port: 1, token: 'canary-token', folders: [], ...changes });
  const publish = (name: string, changes: object = {}, mode = 0o600): void =>
    writeFileSync(join(folder, name), entry(changes), { mode });

  test('finds the server of a running process from its private file', () => {
    publish('a.json', { port: 4711 });
    assert.deepEqual(found(), [4711]);
  });

  test('ignores a file that other users can read', { skip: noPermissionBits }, () => {
    publish('a.json');
    chmodSync(join(folder, 'a.json'), 0o644);
    assert.deepEqual(found(), []);
  });

  test('ignores a folder that other users can write to', { skip: noPermissionBits }, () => {
    publish('a.json');
    chmodSync(folder, 0o777);
    assert.deepEqual(found(), []);
  });

  test('ignores a symbolic link', { skip: noPermissionBits }, () => {
    mkdirSync(join(folder, 'other'));
    const target = join(folder, 'other', 'b.json');
    writeFileSync(target, entry({}), { mode: 0o600 });
    symlinkSync(target, join(folder, 'a.json'));
    assert.deepEqual(found(), []);
  });

  test('ignores the file of a process that has exited', () => {
    publish('a.json', { processId: spawnSync(process.execPath, ['-e', '']).pid });
    assert.deepEqual(found(), []);
  });

  test('ignores a server with a different protocol version', () => {
    publish('a.json', { port: 1, protocolVersion });
    publish('b.json', { port: 2, protocolVersion: protocolVersion + 1 });
    assert.deepEqual(found(), [1]);
    assert.equal(String(protocolVersion), openRpc.info.version);
  });

  test('ignores a file that is truncated or lacks required fields', () => {
    writeFileSync(join(folder, 'a.json'), '{"processId":', { mode: 0o600 });
    writeFileSync(join(folder, 'b.json'), '{"processId": 1}', { mode: 0o600 });
    assert.deepEqual(found(), []);
  });

  test('lists the server of the current folder first', () => {
    publish('a.json', { port: 1, folders: ['/home/me/pro'] });
    publish('b.json', { port: 2, folders: ['/home/me'] });
    assert.deepEqual(found(), [2, 1]);
  });

  test('hides the token when a server is printed', () => {
    publish('a.json');
    const [server] = runningServers({ OPENLLM_RUNTIME_DIR: folder });
    assert.ok(!(inspect(server, { showHidden: true }) + JSON.stringify(server)).includes('canary-token'));
  });

  test('finds no servers if the folder does not exist', () => {
    assert.deepEqual(runningServers({ OPENLLM_RUNTIME_DIR: join(folder, 'none') }), []);
  });

  test('searches the folder in which the server creates its file', { skip: noPermissionBits }, () => {
    assert.equal(runtimeFolder({ HOME: '/h' }), '/h/.local/state/openllm/run');
    assert.equal(runtimeFolder({ HOME: '/h', XDG_RUNTIME_DIR: '/run/1' }), '/run/1/openllm');
    assert.equal(runtimeFolder({ HOME: '/h', XDG_RUNTIME_DIR: '/run/1', OPENLLM_RUNTIME_DIR: '/r' }), '/r');
  });

  /** Starts a server that rejects all clients and counts the attempts. */
  async function rejectingServer(): Promise<{ readonly attempts: () => number; close(): void }> {
    let attempts = 0;
    const server = createServer().on('upgrade', (_request, socket) => {
      attempts++;
      socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    publish('a.json', { port: (server.address() as AddressInfo).port });
    return { attempts: () => attempts, close: () => server.close() };
  }

  for (const { own, attempts, behavior } of [
    { own: false, attempts: 1, behavior: 'tries a server that rejects the client, then starts its own server' },
    { own: true, attempts: 0, behavior: 'starts its own server without trying a running server if own is true' },
  ]) {
    test(behavior, async () => {
      const rejecting = await rejectingServer();
      const env = { ...process.env, OPENLLM_RUNTIME_DIR: folder, OPENLLM_COMMAND: '/nonexistent/open-llm' };
      await assert.rejects(connect({ env, own }), { message: 'The command "/nonexistent/open-llm" was not found.' });
      assert.equal(rejecting.attempts(), attempts);
      rejecting.close();
    });
  }
});

test('a request fails with the exit code if the client’s own server crashes', { skip: notBuilt }, async () => {
  const connection = await connect({ env: isolatedEnvironment(), own: true, command: launcher });
  const messages = [{ role: 'user' as const, parts: [{ type: 'text' as const, text: '/slow 60000\nHello, world' }] }];
  const chat = connection.chat({ model: 'echo/echo', messages });
  process.kill(connection.server?.processId ?? assert.fail('not initialized'), 'SIGSEGV');
  await assert.rejects(chat, {
    kind: 'internal',
    message: 'The Open LLM server stopped before it responded (exit code 1).',
  });
});

test('requests fail immediately when a running server is killed', { skip: notBuilt }, async () => {
  const env = isolatedEnvironment();
  const server = await startListening(env);
  const connection = await connect({ env });
  const messages = [{ role: 'user' as const, parts: [{ type: 'text' as const, text: '/slow 60000\nHello, world' }] }];
  const chat = connection.chat({ model: 'echo/echo', messages });
  server.kill('SIGKILL');
  await assert.rejects(chat, { kind: 'internal', message: 'The Open LLM server stopped before it responded.' });
});
