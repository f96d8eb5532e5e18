import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { replaceFile } from '../../src/replaceFile.js';

describe('a file that is replaced', () => {
  test('has the content of the new one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'open-llm-replace-'));
    await writeFile(join(folder, 'new'), 'new');
    await writeFile(join(folder, 'old'), 'old');
    await replaceFile(join(folder, 'new'), join(folder, 'old'));
    assert.equal(await readFile(join(folder, 'old'), 'utf8'), 'new');
    await rm(folder, { recursive: true });
  });

  for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
    test(`is replaced on Windows once no program has it open (${code})`, async () => {
      const refusals = refusing(code, 2);
      await replaceFile('new', 'old', { move: refusals.move, platform: 'win32', forMs: 60_000 });
      assert.equal(refusals.count(), 3);
    });
  }

  test('that stays open is an error', async () => {
    const { move } = refusing('EPERM', Infinity);
    await assert.rejects(replaceFile('new', 'old', { move, platform: 'win32', forMs: 50 }), { code: 'EPERM' });
  });

  test('is not tried again for other reasons, or where the system does not refuse open files', async () => {
    const full = refusing('ENOSPC', Infinity);
    await assert.rejects(replaceFile('new', 'old', { move: full.move, platform: 'win32' }), { code: 'ENOSPC' });
    const forbidden = refusing('EACCES', Infinity);
    await assert.rejects(replaceFile('new', 'old', { move: forbidden.move, platform: 'linux' }), { code: 'EACCES' });
    assert.deepEqual([full.count(), forbidden.count()], [1, 1]);
  });
});

function refusing(code: string, times: number): { move: () => Promise<void>; count: () => number } {
  let count = 0;
  const move = async (): Promise<void> => {
    if (++count <= times) {
      throw Object.assign(new Error(code), { code });
    }
  };
  return { move, count: () => count };
}
