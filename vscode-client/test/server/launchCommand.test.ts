import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { launchCommand } from '../../src/server/launchCommand.js';

describe('the command that starts the server', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'open-llm-launch-'));
    await writeFile(join(folder, 'open-llm.jar'), 'jar');
    await writeFile(join(folder, 'open-llm.aot'), 'cache');
    await writeFile(join(folder, 'open-llm.jar.time'), '1767225600\n');
  });

  afterEach(() => rm(folder, { recursive: true }));

  test('uses the cache with the packaged runtime, and gives the jar the time the cache wants', async () => {
    const { args } = await launchCommand(folder, { java: 'java', packaged: true }, {});
    assert.deepEqual(args, [
      `@${join(folder, 'open-llm.flags')}`,
      `-XX:AOTCache=${join(folder, 'open-llm.aot')}`,
      '-jar',
      join(folder, 'open-llm.jar'),
      'serve',
      '--stdio',
    ]);
    assert.equal((await stat(join(folder, 'open-llm.jar'))).mtimeMs, 1_767_225_600_000);
  });

  test('does without the cache with another runtime', async () => {
    const { args } = await launchCommand(folder, { java: 'java', packaged: false }, {});
    assert.equal(
      args.some((arg) => arg.includes('AOTCache')),
      false,
    );
  });

  test('does without a cache that is not there', async () => {
    await rm(join(folder, 'open-llm.aot'));
    const { args } = await launchCommand(folder, { java: 'java', packaged: true }, {});
    assert.equal(
      args.some((arg) => arg.includes('AOTCache')),
      false,
    );
  });

  test('gives Java a UTF-8 locale where there is none, and leaves one that is there', async () => {
    const runtime = { java: 'java', packaged: false };
    assert.equal((await launchCommand(folder, runtime, { LANG: 'C' })).env['LC_CTYPE'], 'C.UTF-8');
    assert.deepEqual((await launchCommand(folder, runtime, { LANG: 'de_DE.UTF-8' })).env, { LANG: 'de_DE.UTF-8' });
  });
});
