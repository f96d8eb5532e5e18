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

  test('uses the cache with the packaged runtime and restores the jar’s modification time', async () => {
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

  test('omits the cache for a different Java runtime', async () => {
    await mkdir(join(folder, 'other'));
    await writeFile(join(folder, 'other', 'release'), 'different Java');
    assert.equal(await usesCache('other'), false);
  });

  test('has the server create a cache if the package does not contain one', async () => {
    await rm(join(folder, cache));
    const { args } = await launch('runtime', { caches: join(folder, 'created') });
    assert.equal(args[1], `-Dopenllm.cache=${join(folder, 'created', cache)}`);
  });

  test('uses a created cache and sets the jar’s modification time to match', async () => {
    await mkdir(join(folder, 'created'));
    await rename(join(folder, cache), join(folder, 'created', cache));
    await utimes(join(folder, 'created', cache), 1_700_000_000, 1_700_000_000);
    const { args } = await launch('runtime', { caches: join(folder, 'created') });
    assert.equal(args[1], `-XX:AOTCache=${join(folder, 'created', cache)}`);
    assert.equal((await stat(join(folder, 'open-llm.jar'))).mtimeMs, 1_700_000_000_000);
  });

  test('includes custom arguments and flags', async () => {
    const { args } = await launch('runtime', { args: ['models'], flags: ['-Da=b'] });
    assert.deepEqual(args.slice(-4), ['-Da=b', '-jar', join(folder, 'open-llm.jar'), 'models']);
  });

  test('omits a cache that does not exist', async () => {
    await rm(join(folder, cache));
    assert.equal(await usesCache(), false);
  });

  for (const file of ['open-llm.jar', 'open-llm.flags', join('runtime', 'release')]) {
    test(`omits a cache that was created with a different ${file}`, async () => {
      await writeFile(join(folder, file), 'new');
      assert.equal(await usesCache(), false);
    });
  }

  test('sets a UTF-8 locale for Java unless the environment already specifies one', async () => {
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
