import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { ServerCrash } from '../../src/server/formatCrash.js';
import { ServerProcess } from '../../src/server/serverProcess.js';

describe('a server process', () => {
  test('can be started, initialized, and stopped', async () => {
    const { server } = await start();
    assert.equal(server.info.serverVersion, '9.9');
    assert.equal(isAlive(server.info.processId), true);
    await server.stop();
    assert.equal(isAlive(server.info.processId), false);
  });

  test('writes the lines from its stderr to the log', async () => {
    const { server, logLines } = await start();
    await server.stop();
    assert.deepEqual(logLines, ['started']);
  });

  test('that crashes on start fails with its last line on stderr', async () => {
    await assert.rejects(start(['crashes-on-start']), {
      kind: 'internal',
      message: 'The Open LLM server did not start: exit code 1, Error: Invalid or corrupt jarfile open-llm.jar.',
    });
  });

  test('that cannot be started fails with the reason', async () => {
    const launch = { command: '/missing/java', args: [], env: {} };
    await assert.rejects(ServerProcess.start(launch, parts([])), {
      message: 'The Open LLM server did not start: spawn /missing/java ENOENT.',
    });
  });

  test('that crashes ends its pending requests', async () => {
    const { server } = await start(['crashes-on-request']);
    await assert.rejects(server.connection.models(), {
      kind: 'internal',
      message: 'The Open LLM server stopped before it responded (signal SIGKILL).',
    });
    assert.equal(await server.ended, 'signal SIGKILL');
  });

  test('that crashes reports the reason, the server version, and its last lines once', async () => {
    const crashes: ServerCrash[] = [];
    const { server } = await start(['crashes-on-request'], crashes);
    await assert.rejects(server.connection.models());
    await server.ended;
    const [crash] = crashes;
    assert.ok(crash);
    assert.equal(crash.how, 'signal SIGKILL');
    assert.equal(crash.serverVersion, '9.9');
    assert.deepEqual(crash.lastLines, ['started']);
    assert.equal(crashes.length, 1);
  });

  test('that is stopped reports no crash', async () => {
    const crashes: ServerCrash[] = [];
    const { server } = await start([], crashes);
    await server.stop();
    assert.deepEqual(crashes, []);
  });

  test('that does not exit is killed', async () => {
    const { server } = await start(['does-not-exit']);
    await server.stop();
    assert.equal(isAlive(server.info.processId), false);
  });
});

async function start(
  faults: readonly string[] = [],
  crashes: ServerCrash[] = [],
): Promise<{ server: ServerProcess; logLines: string[] }> {
  const script = join(import.meta.dirname, 'fakeServer.ts');
  const launch = {
    command: process.execPath,
    args: ['--import', import.meta.resolve('tsx'), script, ...faults],
    env: process.env,
  };
  const logLines: string[] = [];
  return { server: await ServerProcess.start(launch, parts(logLines, crashes)), logLines };
}

function parts(logLines: string[], crashes: ServerCrash[] = []): Parameters<typeof ServerProcess.start>[1] {
  return {
    client: {},
    initialize: { clientName: 'test', clientVersion: '1' },
    onLogLine: (line) => logLines.push(line),
    redact: (line) => line,
    onCrash: (crash) => crashes.push(crash),
  };
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}
