import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, test } from 'node:test';
import { OpenLlmConnection, OpenLlmError } from '@open-llm/client';
import { SupervisedServer, type RunningServer, type ServerState } from '../../src/server/supervisedServer.js';

const atOnce = { delaysMs: [0, 0], wellAfterMs: 60_000 };

describe('a supervised server', () => {
  test('is started once, and asked for its connection by everyone', async () => {
    const starts = new Starts();
    const server = new SupervisedServer(starts.start, atOnce);
    server.start();
    server.start();
    const [one, other] = await Promise.all([server.connection(), server.connection()]);
    assert.equal(one, other);
    assert.equal(starts.servers.length, 1);
  });

  test('is started again when it dies, and requests wait for it', async () => {
    const starts = new Starts();
    const server = new SupervisedServer(starts.start, atOnce);
    server.start();
    const first = await server.connection();
    const died = stateOf(server, 'waiting');
    starts.servers[0]?.die('exit code 137');
    assert.match((await died).error.message, /exit code 137/);
    assert.notEqual(await server.connection(), first);
  });

  test('whose connection ended is not asked, though its process is not gone yet', async () => {
    const starts = new Starts();
    const server = new SupervisedServer(starts.start, atOnce);
    server.start();
    const first = await server.connection();
    first.dispose();
    const next = server.connection();
    starts.servers[0]?.die('exit code 137');
    assert.notEqual(await next, first);
  });

  test('stays down when it dies too often in a row, and requests fail with why', async () => {
    const starts = new Starts();
    const server = new SupervisedServer(starts.start, atOnce);
    const failed = stateOf(server, 'failed');
    server.onDidChangeState(({ kind }) => kind === 'ready' && starts.servers.at(-1)?.die('exit code 1'));
    server.start();
    await failed;
    assert.equal(starts.servers.length, 3);
    await assert.rejects(server.connection(), {
      message: 'The Open LLM server stopped unexpectedly: exit code 1.',
    });
  });

  test('has as many tries again after it ran well', async () => {
    const starts = new Starts();
    const server = new SupervisedServer(starts.start, { delaysMs: [0], wellAfterMs: 0 });
    server.start();
    for (let life = 0; life < 5; life++) {
      await server.connection();
      const waiting = stateOf(server, 'waiting');
      starts.servers.at(-1)?.die('exit code 1');
      await waiting;
    }
    await server.connection();
    assert.equal(starts.servers.length, 6);
  });

  test('is not tried again when its configuration is wrong', async () => {
    let starts = 0;
    const server = new SupervisedServer(async () => {
      starts++;
      throw OpenLlmError.of('config', 'No Java.');
    }, atOnce);
    const failed = stateOf(server, 'failed');
    server.start();
    await failed;
    assert.equal(starts, 1);
    await assert.rejects(server.connection(), { kind: 'config' });
  });

  test('can be restarted after it failed', async () => {
    const starts = new Starts();
    let broken = true;
    const server = new SupervisedServer(async () => {
      if (broken) {
        throw OpenLlmError.of('config', 'No Java.');
      }
      return starts.start();
    }, atOnce);
    const failed = stateOf(server, 'failed');
    server.start();
    await failed;
    broken = false;
    await server.restart();
    await server.connection();
    assert.equal(server.state.kind, 'ready');
  });

  test('is not started again when it was stopped', async () => {
    const starts = new Starts();
    const server = new SupervisedServer(starts.start, atOnce);
    server.start();
    await server.connection();
    await server.stop();
    assert.equal(server.state.kind, 'stopped');
    assert.equal(starts.servers.length, 1);
    await assert.rejects(server.connection(), { message: 'The Open LLM server is stopped.' });
  });

  test('that is stopped while it starts is stopped once it has', async () => {
    const starts = new Starts();
    let go: () => void = () => {};
    const server = new SupervisedServer(async () => {
      await new Promise<void>((resolve) => (go = resolve));
      return starts.start();
    }, atOnce);
    server.start();
    await server.stop();
    go();
    await starts.firstStopped;
    assert.equal(server.state.kind, 'stopped');
  });
});

/** A collection of fake servers that run until the test stops them. */
class Starts {
  readonly servers: (RunningServer & { die(reason: string): void })[] = [];
  #stopped: () => void = () => {};
  readonly firstStopped = new Promise<void>((resolve) => (this.#stopped = resolve));

  readonly start = async (): Promise<RunningServer> => {
    let die: (reason: string) => void = () => {};
    const ended = new Promise<string>((resolve) => (die = resolve));
    const server = {
      connection: OpenLlmConnection.overStreams(new PassThrough(), new PassThrough()),
      info: { protocolVersion: 1, serverVersion: '1', processId: 1 },
      ended,
      die,
      stop: async () => {
        die('stopped');
        this.#stopped();
      },
    };
    this.servers.push(server);
    return server;
  };
}

function stateOf<K extends ServerState['kind']>(server: SupervisedServer, kind: K): Promise<ServerState & { kind: K }> {
  return new Promise((resolve) => {
    const listening = server.onDidChangeState((state) => {
      if (state.kind === kind) {
        listening.dispose();
        resolve(state as ServerState & { kind: K });
      }
    });
  });
}
