import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { ChatEvent } from '@open-llm/client';
import { launchCommand } from '@open-llm/client/launch';
import { formatCrash, type ServerCrash } from '../../src/server/formatCrash.js';
import { ServerProcess } from '../../src/server/serverProcess.js';

const folder = join(import.meta.dirname, '../../../server/target');
const java = join(folder, 'runtime/bin/java');
const missing = existsSync(java) ? false : 'server/target/runtime is missing. Run mvn -pl server -am package first.';

describe('the packaged server', { skip: missing }, () => {
  let home: string;
  let server: ServerProcess;
  const crashes: ServerCrash[] = [];

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'open-llm-home-'));
    server = await start();
  });

  async function start(): Promise<ServerProcess> {
    const env = { PATH: process.env['PATH'], HOME: home, XDG_CONFIG_HOME: join(home, '.config') };
    return ServerProcess.start(await launchCommand(folder, { home: join(folder, 'runtime'), java }, env), {
      client: {},
      initialize: {
        clientName: 'test',
        clientVersion: '1',
        settings: { user: { discovery: { enabled: false } } },
      },
      onLogLine: (line) => console.error(line),
      redact: (line: string) => line,
      onCrash: (crash) => crashes.push(crash),
    });
  }

  after(async () => {
    await server.stop();
    await rm(home, { recursive: true });
  });

  test('responds from its built-in model without a network connection', async () => {
    const events: ChatEvent[] = [];
    const result = await server.connection.chat(
      { model: 'echo/echo', messages: [{ role: 'user', parts: [{ type: 'text', text: 'Grüße' }] }] },
      { onEvent: (event) => events.push(event) },
    );
    assert.equal(result.finishReason, 'stop');
    assert.match(events.map((event) => (event.type === 'text' ? event.text : '')).join(''), /Grüße/);
  });

  test('counts the tokens of many texts in one request', async () => {
    const texts = Array.from({ length: 1000 }, (_, index) => `This is text number ${index}.`);
    const { counts } = await server.connection.countTokens({ model: 'echo/echo', texts });
    assert.equal(counts.length, 1000);
    assert.ok(counts.every((count) => count > 0));
  });

  const crashesBy = [
    { signal: 'SIGSEGV', how: 'exit code 1' },
    { signal: 'SIGABRT', how: 'signal SIGABRT' },
  ] as const;
  for (const { signal, how } of process.platform === 'win32' ? [] : crashesBy) {
    test(`that crashes with ${signal} ends its request and leaves only a note without the prompt`, async () => {
      const crashing = await start();
      const running = assert.rejects(
        crashing.connection.chat({
          model: 'echo/echo',
          messages: [{ role: 'user', parts: [{ type: 'text', text: '/slow 60000\nThe merger is on Tuesday.' }] }],
        }),
        { message: `The Open LLM server stopped before it responded (${how}).` },
      );
      process.kill(crashing.info.processId, signal);
      await running;
      assert.equal(await crashing.ended, how);
      const note = formatCrash(crashes.at(-1) ?? assert.fail('No crash was recorded.'), { extension: '1' });
      assert.ok(note.startsWith(`The Open LLM server stopped unexpectedly: ${how}.\n`), note);
      assert.match(note, /The Java runtime crashed\. No crash report was saved/);
      assert.doesNotMatch(note, /merger/);
      const files = await readdir(home, { recursive: true });
      assert.deepEqual(
        files.filter((name) => /hs_err|core/.test(name)),
        [],
      );
    });
  }

  test('reports a model that does not exist', async () => {
    await assert.rejects(server.connection.chat({ model: 'echo/unknown' }), { kind: 'model_not_found' });
  });
});
