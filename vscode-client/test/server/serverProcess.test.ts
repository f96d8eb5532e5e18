import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { ServerCrash } from '../../src/server/crashNote.js';
import { ServerProcess } from '../../src/server/serverProcess.js';

describe('a server process', () => {
  test('is started, initialized and stopped', async () => {
    const { server } = await start();
    assert.equal(server.info.serverVersion, '9.9');
    assert.equal(isAlive(server.info.processId), true);
    await server.stop();
    assert.equal(isAlive(server.info.processId), false);
  });

  test('hands over what it writes to stderr', async () => {
    const { server, logLines } = await start();
    await server.stop();
    assert.deepEqual(logLines, ['started']);
  });

  test('that dies at once fails with what it said last', async () => {
    await assert.rejects(start(['dies-at-once']), {
      kind: 'internal',
      message: 'The Open LLM server did not start: exit code 1, Error: the jar is damaged.',
    });
  });

  test('that cannot be run fails with why', async () => {
    const launch = { command: '/nowhere/java', args: [], env: {} };
    await assert.rejects(ServerProcess.start(launch, parts([])), {
      message: 'The Open LLM server did not start: spawn /nowhere/java ENOENT.',
    });
  });

  test('that dies ends the requests it had', async () => {
    const { server } = await start(['dies-when-asked']);
    await assert.rejects(server.connection.models(), {
      kind: 'internal',
      message: 'The Open LLM server ended before it responded (signal SIGKILL).',
    });
    assert.equal(await server.ended, 'signal SIGKILL');
  });

  test('that dies leaves a note: how, when, which version, and its last lines without keys', async () => {
    const crashes: ServerCrash[] = [];
    const { server } = await start(['dies-when-asked'], crashes);
    await assert.rejects(server.connection.models());
    await server.ended;
    const [crash] = crashes;
    assert.ok(crash);
    assert.equal(crash.how, 'signal SIGKILL');
    assert.equal(crash.serverVersion, '9.9');
    assert.deepEqual(crash.lastLines, ['started']);
    assert.equal(crashes.length, 1);
  });

  test('that is stopped leaves no note', async () => {
    const crashes: ServerCrash[] = [];
    const { server } = await start([], crashes);
    await server.stop();
    assert.deepEqual(crashes, []);
  });

  test('that does not leave is made to', async () => {
    const { server } = await start(['does-not-leave']);
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
