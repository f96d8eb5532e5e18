import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { KeptRuns } from '../../src/playground/keptRuns.js';
import { runIdAt } from '../../src/playground/run.js';
import { promptOf, runOf } from './models.js';

describe('kept runs', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kept-runs-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('come back as they were', async () => {
    const run = runOf('2026-1', { prompt: promptOf('Why?', { system: 'Be short.', options: { temperature: 0.2 } }) });
    await new KeptRuns(folder).write(run);
    assert.deepEqual(await new KeptRuns(folder).read('2026-1'), run);
  });

  test('are listed newest first, by the first line of their prompt', async () => {
    const kept = new KeptRuns(folder);
    await kept.write(runOf('2026-1', { prompt: promptOf('First\nand more') }));
    await kept.write(runOf('2026-2', { prompt: promptOf('Second') }));
    assert.deepEqual(
      (await kept.list()).map(({ title }) => title),
      ['Second', 'First'],
    );
  });

  test('give way to newer ones when there are many', async () => {
    const kept = new KeptRuns(folder, 2);
    for (const id of ['2026-1', '2026-2', '2026-3']) {
      await kept.write(runOf(id));
    }
    assert.deepEqual(
      (await kept.list()).map(({ id }) => id),
      ['2026-3', '2026-2'],
    );
  });

  test('are gone when they are deleted', async () => {
    const kept = new KeptRuns(folder);
    await kept.write(runOf('2026-1'));
    await kept.delete('2026-1');
    assert.deepEqual(await kept.list(), []);
    assert.equal(await kept.read('2026-1'), undefined);
  });

  test('are the user’s alone to read', async () => {
    await new KeptRuns(folder).write(runOf('2026-1'));
    assert.equal((await stat(join(folder, '2026-1.json'))).mode & 0o077, 0);
  });

  test('leave a broken file out', async () => {
    const kept = new KeptRuns(folder);
    await kept.write(runOf('2026-1'));
    await writeFile(join(folder, '2026-2.json'), '{"id": "2026-2", "prom');
    assert.deepEqual(
      (await kept.list()).map(({ id }) => id),
      ['2026-1'],
    );
  });

  test('are found nowhere else', async () => {
    await writeFile(join(folder, 'outside.json'), JSON.stringify(runOf('outside')));
    const inside = new KeptRuns(join(folder, 'runs'));
    assert.equal(await inside.read('../outside'), undefined);
    await assert.rejects(inside.delete('../outside'));
  });

  test('have names in the order of their times', () => {
    const ids = ['2026-09-30T23:59:59.999Z', '2026-10-01T00:00:00.000Z'].map((time) => runIdAt(new Date(time)));
    assert.deepEqual([...ids].sort(), ids);
  });
});
