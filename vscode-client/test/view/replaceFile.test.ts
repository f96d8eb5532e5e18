import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { replaceFile } from '../../src/replaceFile.js';

describe('replacing a file', () => {
  test('gives the target the content of the source', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'open-llm-replace-'));
    await writeFile(join(folder, 'new'), 'new');
    await writeFile(join(folder, 'old'), 'old');
    await replaceFile(join(folder, 'new'), join(folder, 'old'));
    assert.equal(await readFile(join(folder, 'old'), 'utf8'), 'new');
    await rm(folder, { recursive: true });
  });

  for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
    test(`succeeds on Windows as soon as no program has the target open (${code})`, async () => {
      const failures = failingMove(code, 2);
      await replaceFile('new', 'old', { move: failures.move, platform: 'win32', forMs: 60_000 });
      assert.equal(failures.count(), 3);
    });
  }

  test('fails if the target remains open', async () => {
    const { move } = failingMove('EPERM', Infinity);
    await assert.rejects(replaceFile('new', 'old', { move, platform: 'win32', forMs: 50 }), { code: 'EPERM' });
  });

  test('is not retried after other errors or on other platforms', async () => {
    const diskFull = failingMove('ENOSPC', Infinity);
    await assert.rejects(replaceFile('new', 'old', { move: diskFull.move, platform: 'win32' }), { code: 'ENOSPC' });
    const accessDenied = failingMove('EACCES', Infinity);
    await assert.rejects(replaceFile('new', 'old', { move: accessDenied.move, platform: 'linux' }), { code: 'EACCES' });
    assert.deepEqual([diskFull.count(), accessDenied.count()], [1, 1]);
  });
});

function failingMove(code: string, times: number): { move: () => Promise<void>; count: () => number } {
  let count = 0;
  const move = async (): Promise<void> => {
    if (++count <= times) {
      throw Object.assign(new Error(code), { code });
    }
  };
  return { move, count: () => count };
}
