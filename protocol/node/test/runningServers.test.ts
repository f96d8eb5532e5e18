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
import { launcher, notBuilt, ownWorld, startListening } from './ownWorld.js';

const openRpc = JSON.parse(readFileSync(join(import.meta.dirname, '../../schema/openrpc.json'), 'utf8')) as {
  readonly info: { readonly version: string };
};
const noBits = process.platform === 'win32' ? 'Windows has no permission bits.' : false;

describe('finding a running server', () => {
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

  test('a private file of a live process is one', () => {
    publish('a.json', { port: 4711 });
    assert.deepEqual(found(), [4711]);
  });

  test('a file that others can read is passed over', { skip: noBits }, () => {
    publish('a.json');
    chmodSync(join(folder, 'a.json'), 0o644);
    assert.deepEqual(found(), []);
  });

  test('a folder that others can write is passed over', { skip: noBits }, () => {
    publish('a.json');
    chmodSync(folder, 0o777);
    assert.deepEqual(found(), []);
  });

  test('a link is passed over', { skip: noBits }, () => {
    mkdirSync(join(folder, 'elsewhere'));
    const elsewhere = join(folder, 'elsewhere', 'b.json');
    writeFileSync(elsewhere, entry({}), { mode: 0o600 });
    symlinkSync(elsewhere, join(folder, 'a.json'));
    assert.deepEqual(found(), []);
  });

  test('a file of a process that is gone is passed over', () => {
    publish('a.json', { processId: spawnSync(process.execPath, ['-e', '']).pid });
    assert.deepEqual(found(), []);
  });

  test('a server of another version of the contract is passed over', () => {
    publish('a.json', { port: 1, protocolVersion });
    publish('b.json', { port: 2, protocolVersion: protocolVersion + 1 });
    assert.deepEqual(found(), [1]);
    assert.equal(String(protocolVersion), openRpc.info.version);
  });

  test('a file that is not whole is passed over', () => {
    writeFileSync(join(folder, 'a.json'), '{"processId":', { mode: 0o600 });
    writeFileSync(join(folder, 'b.json'), '{"processId": 1}', { mode: 0o600 });
    assert.deepEqual(found(), []);
  });

  test('the server of the current folder comes first', () => {
    publish('a.json', { port: 1, folders: ['/home/me/pro'] });
    publish('b.json', { port: 2, folders: ['/home/me'] });
    assert.deepEqual(found(), [2, 1]);
  });

  test('a token is never printed', () => {
    publish('a.json');
    const [server] = runningServers({ OPENLLM_RUNTIME_DIR: folder });
    assert.ok(!(inspect(server, { showHidden: true }) + JSON.stringify(server)).includes('canary-token'));
  });

  test('no folder at all means no server', () => {
    assert.deepEqual(runningServers({ OPENLLM_RUNTIME_DIR: join(folder, 'none') }), []);
  });

  test('the folder is where the server puts it', { skip: noBits }, () => {
    assert.equal(runtimeFolder({ HOME: '/h' }), '/h/.local/state/openllm/run');
    assert.equal(runtimeFolder({ HOME: '/h', XDG_RUNTIME_DIR: '/run/1' }), '/run/1/openllm');
    assert.equal(runtimeFolder({ HOME: '/h', XDG_RUNTIME_DIR: '/run/1', OPENLLM_RUNTIME_DIR: '/r' }), '/r');
  });

  /** Starts a server that rejects all clients and counts the attempts. */
  async function stranger(): Promise<{ readonly tried: () => number; close(): void }> {
    let tried = 0;
    const server = createServer().on('upgrade', (_request, socket) => {
      tried++;
      socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    publish('a.json', { port: (server.address() as AddressInfo).port });
    return { tried: () => tried, close: () => server.close() };
  }

  for (const { own, tried } of [
    { own: false, tried: 1 },
    { own: true, tried: 0 },
  ]) {
    test(`a server that refuses is asked ${tried} times with own: ${own}, then our own is started`, async () => {
      const refusing = await stranger();
      const env = { ...process.env, OPENLLM_RUNTIME_DIR: folder, OPENLLM_COMMAND: '/nowhere/open-llm' };
      await assert.rejects(connect({ env, own }), { message: 'The command "/nowhere/open-llm" was not found.' });
      assert.equal(refusing.tried(), tried);
      refusing.close();
    });
  }
});

test('a server of its own that crashes is an error with its exit code', { skip: notBuilt }, async () => {
  const connection = await connect({ env: ownWorld(), own: true, command: launcher });
  const messages = [{ role: 'user' as const, parts: [{ type: 'text' as const, text: '/slow 60000\none two' }] }];
  const answer = connection.chat({ model: 'echo/echo', messages });
  process.kill(connection.server?.processId ?? assert.fail('not initialized'), 'SIGSEGV');
  await assert.rejects(answer, {
    kind: 'internal',
    message: 'The Open LLM server stopped before it responded (exit code 1).',
  });
});

test('when a running server ends, its requests fail at once', { skip: notBuilt }, async () => {
  const env = ownWorld();
  const server = await startListening(env);
  const connection = await connect({ env });
  const messages = [{ role: 'user' as const, parts: [{ type: 'text' as const, text: '/slow 60000\none two' }] }];
  const answer = connection.chat({ model: 'echo/echo', messages });
  server.kill('SIGKILL');
  await assert.rejects(answer, { kind: 'internal', message: 'The Open LLM server stopped before it responded.' });
});
