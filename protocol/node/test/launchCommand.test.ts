import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { launchCommand, type LaunchCommand, type LaunchOptions } from '../src/launch/launchCommand.js';

/** The name contains the first 16 digits of the SHA-256 hashes of "jar", "Java", and "flags". */
const cache = 'open-llm-0163f1eea7894350-c1ba60ce13586503-2934fb49d6b38ade.aot';

describe('the command that starts the server', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'open-llm-launch-'));
    await mkdir(join(folder, 'runtime'));
    await writeFile(join(folder, 'open-llm.jar'), 'jar');
    await writeFile(join(folder, 'open-llm.jar.time'), '1767225600\n');
    await writeFile(join(folder, 'runtime', 'release'), 'Java');
    await writeFile(join(folder, 'open-llm.flags'), 'flags');
    await writeFile(join(folder, cache), 'cache');
  });

  afterEach(() => rm(folder, { recursive: true }));

  test('uses the cache with the packaged runtime, and gives the jar the time the cache wants', async () => {
    const { args } = await launch();
    assert.deepEqual(args, [
      `@${join(folder, 'open-llm.flags')}`,
      `-XX:AOTCache=${join(folder, cache)}`,
      '-jar',
      join(folder, 'open-llm.jar'),
      'serve',
      '--stdio',
    ]);
    assert.equal((await stat(join(folder, 'open-llm.jar'))).mtimeMs, 1_767_225_600_000);
  });

  test('does without the cache with another Java', async () => {
    await mkdir(join(folder, 'other'));
    await writeFile(join(folder, 'other', 'release'), 'another Java');
    assert.equal(await usesCache('other'), false);
  });

  test('lets the server make a cache where the package brings none', async () => {
    await rm(join(folder, cache));
    const { args } = await launch('runtime', { caches: join(folder, 'made') });
    assert.equal(args[1], `-Dopenllm.cache=${join(folder, 'made', cache)}`);
  });

  test('uses the cache that was made, and gives the jar its time', async () => {
    await mkdir(join(folder, 'made'));
    await rename(join(folder, cache), join(folder, 'made', cache));
    await utimes(join(folder, 'made', cache), 1_700_000_000, 1_700_000_000);
    const { args } = await launch('runtime', { caches: join(folder, 'made') });
    assert.equal(args[1], `-XX:AOTCache=${join(folder, 'made', cache)}`);
    assert.equal((await stat(join(folder, 'open-llm.jar'))).mtimeMs, 1_700_000_000_000);
  });

  test('passes other commands and flags on', async () => {
    const { args } = await launch('runtime', { args: ['models'], flags: ['-Da=b'] });
    assert.deepEqual(args.slice(-4), ['-Da=b', '-jar', join(folder, 'open-llm.jar'), 'models']);
  });

  test('does without a cache that is not there', async () => {
    await rm(join(folder, cache));
    assert.equal(await usesCache(), false);
  });

  for (const file of ['open-llm.jar', 'open-llm.flags', join('runtime', 'release')]) {
    test(`does without a cache that was made with another ${file}`, async () => {
      await writeFile(join(folder, file), 'new');
      assert.equal(await usesCache(), false);
    });
  }

  test('gives Java a UTF-8 locale where there is none, and leaves one that is there', async () => {
    const runtime = { home: folder, java: 'java' };
    assert.equal((await launchCommand(folder, runtime, { LANG: 'C' })).env['LC_CTYPE'], 'C.UTF-8');
    assert.deepEqual((await launchCommand(folder, runtime, { LANG: 'de_DE.UTF-8' })).env, { LANG: 'de_DE.UTF-8' });
  });

  function launch(java = 'runtime', options: LaunchOptions = {}): Promise<LaunchCommand> {
    return launchCommand(folder, { home: join(folder, java), java: 'java' }, {}, options);
  }

  async function usesCache(java = 'runtime'): Promise<boolean> {
    return (await launch(java)).args.some((arg) => arg.includes('AOTCache'));
  }
});
