import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, test } from 'node:test';
import { OpenLlmConnection, OpenLlmError } from '@open-llm/client';
import { SupervisedServer, type RunningServer, type ServerState } from '../../src/server/supervisedServer.js';

const immediateRestarts = { delaysMs: [0, 0], wellAfterMs: 60_000 };

describe('a supervised server', () => {
  test('is started only once, and all callers share its connection', async () => {
    const fakes = new FakeServers();
    const server = new SupervisedServer(fakes.start, immediateRestarts);
    server.start();
    server.start();
    const [first, second] = await Promise.all([server.connection(), server.connection()]);
    assert.equal(first, second);
    assert.equal(fakes.servers.length, 1);
  });

  test('is restarted after a crash, and requests wait for the restart', async () => {
    const fakes = new FakeServers();
    const server = new SupervisedServer(fakes.start, immediateRestarts);
    server.start();
    const first = await server.connection();
    const crashed = nextState(server, 'waiting');
    fakes.servers[0]?.crash('exit code 137');
    assert.match((await crashed).error.message, /exit code 137/);
    assert.notEqual(await server.connection(), first);
  });

  test('receives no requests after its connection ends, even if its process is still running', async () => {
    const fakes = new FakeServers();
    const server = new SupervisedServer(fakes.start, immediateRestarts);
    server.start();
    const first = await server.connection();
    first.dispose();
    const next = server.connection();
    fakes.servers[0]?.crash('exit code 137');
    assert.notEqual(await next, first);
  });

  test('is not restarted after repeated crashes, and requests fail with the reason', async () => {
    const fakes = new FakeServers();
    const server = new SupervisedServer(fakes.start, immediateRestarts);
    const failed = nextState(server, 'failed');
    server.onDidChangeState(({ kind }) => kind === 'ready' && fakes.servers.at(-1)?.crash('exit code 1'));
    server.start();
    await failed;
    assert.equal(fakes.servers.length, 3);
    await assert.rejects(server.connection(), {
      message: 'The Open LLM server stopped unexpectedly: exit code 1.',
    });
  });

  test('has the full number of restarts again after it has run long enough', async () => {
    const fakes = new FakeServers();
    const server = new SupervisedServer(fakes.start, { delaysMs: [0], wellAfterMs: 0 });
    server.start();
    for (let crashes = 0; crashes < 5; crashes++) {
      await server.connection();
      const waiting = nextState(server, 'waiting');
      fakes.servers.at(-1)?.crash('exit code 1');
      await waiting;
    }
    await server.connection();
    assert.equal(fakes.servers.length, 6);
  });

  test('is not restarted after a configuration error', async () => {
    let starts = 0;
    const server = new SupervisedServer(async () => {
      starts++;
      throw OpenLlmError.of('config', 'Java was not found.');
    }, immediateRestarts);
    const failed = nextState(server, 'failed');
    server.start();
    await failed;
    assert.equal(starts, 1);
    await assert.rejects(server.connection(), { kind: 'config' });
  });

  test('can be restarted manually after it has failed', async () => {
    const fakes = new FakeServers();
    let misconfigured = true;
    const server = new SupervisedServer(async () => {
      if (misconfigured) {
        throw OpenLlmError.of('config', 'Java was not found.');
      }
      return fakes.start();
    }, immediateRestarts);
    const failed = nextState(server, 'failed');
    server.start();
    await failed;
    misconfigured = false;
    await server.restart();
    await server.connection();
    assert.equal(server.state.kind, 'ready');
  });

  test('is not restarted after it was stopped', async () => {
    const fakes = new FakeServers();
    const server = new SupervisedServer(fakes.start, immediateRestarts);
    server.start();
    await server.connection();
    await server.stop();
    assert.equal(server.state.kind, 'stopped');
    assert.equal(fakes.servers.length, 1);
    await assert.rejects(server.connection(), { message: 'The Open LLM server is stopped.' });
  });

  test('that is stopped during startup stops as soon as it has started', async () => {
    const fakes = new FakeServers();
    let finishStart: () => void = () => {};
    const server = new SupervisedServer(async () => {
      await new Promise<void>((resolve) => (finishStart = resolve));
      return fakes.start();
    }, immediateRestarts);
    server.start();
    await server.stop();
    finishStart();
    await fakes.firstStopped;
    assert.equal(server.state.kind, 'stopped');
  });
});

/** A collection of fake servers that run until the test stops them. */
class FakeServers {
  readonly servers: (RunningServer & { crash(reason: string): void })[] = [];
  #stopped: () => void = () => {};
  readonly firstStopped = new Promise<void>((resolve) => (this.#stopped = resolve));

  readonly start = async (): Promise<RunningServer> => {
    let crash: (reason: string) => void = () => {};
    const ended = new Promise<string>((resolve) => (crash = resolve));
    const server = {
      connection: OpenLlmConnection.overStreams(new PassThrough(), new PassThrough()),
      info: { protocolVersion: 1, serverVersion: '1', processId: 1 },
      ended,
      crash,
      stop: async () => {
        crash('stopped');
        this.#stopped();
      },
    };
    this.servers.push(server);
    return server;
  };
}

function nextState<K extends ServerState['kind']>(
  server: SupervisedServer,
  kind: K,
): Promise<ServerState & { kind: K }> {
  return new Promise((resolve) => {
    const subscription = server.onDidChangeState((state) => {
      if (state.kind === kind) {
        subscription.dispose();
        resolve(state as ServerState & { kind: K });
      }
    });
  });
}
