import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { RunStore } from '../../src/playground/runStore.js';
import { createRunId } from '../../src/playground/run.js';
import { promptOf, runOf } from './models.js';

describe('saved runs', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'saved-runs-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('are restored unchanged', async () => {
    const run = runOf('2026-1', {
      prompt: promptOf('Why is the sky blue?', { system: 'Answer in one sentence.', options: { temperature: 0.2 } }),
    });
    await new RunStore(folder).write(run);
    assert.deepEqual(await new RunStore(folder).read('2026-1'), run);
  });

  test('are listed newest first, with the first line of the prompt as the title', async () => {
    const runs = new RunStore(folder);
    await runs.write(runOf('2026-1', { prompt: promptOf('First\nwith a second line') }));
    await runs.write(runOf('2026-2', { prompt: promptOf('Second') }));
    assert.deepEqual(
      (await runs.list()).map(({ title }) => title),
      ['Second', 'First'],
    );
  });

  test('are deleted, oldest first, when the limit is exceeded', async () => {
    const runs = new RunStore(folder, 2);
    for (const id of ['2026-1', '2026-2', '2026-3']) {
      await runs.write(runOf(id));
    }
    assert.deepEqual(
      (await runs.list()).map(({ id }) => id),
      ['2026-3', '2026-2'],
    );
  });

  test('cannot be listed or read after deletion', async () => {
    const runs = new RunStore(folder);
    await runs.write(runOf('2026-1'));
    await runs.delete('2026-1');
    assert.deepEqual(await runs.list(), []);
    assert.equal(await runs.read('2026-1'), undefined);
  });

  test('can be read only by the user', async () => {
    await new RunStore(folder).write(runOf('2026-1'));
    assert.equal((await stat(join(folder, '2026-1.json'))).mode & 0o077, 0);
  });

  test('are listed without corrupt files', async () => {
    const runs = new RunStore(folder);
    await runs.write(runOf('2026-1'));
    await writeFile(join(folder, '2026-2.json'), '{"id": "2026-2", "prom');
    assert.deepEqual(
      (await runs.list()).map(({ id }) => id),
      ['2026-1'],
    );
  });

  test('cannot be read or deleted outside their folder', async () => {
    await writeFile(join(folder, 'outside.json'), JSON.stringify(runOf('outside')));
    const runs = new RunStore(join(folder, 'runs'));
    assert.equal(await runs.read('../outside'), undefined);
    await assert.rejects(runs.delete('../outside'));
  });

  test('have IDs in chronological order', () => {
    const ids = ['2026-09-30T23:59:59.999Z', '2026-10-01T00:00:00.000Z'].map((time) => createRunId(new Date(time)));
    assert.deepEqual([...ids].sort(), ids);
  });
});
