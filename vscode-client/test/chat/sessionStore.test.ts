import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { Session } from '../../src/chat/session.js';
import { searched, SessionStore } from '../../src/chat/sessionStore.js';

describe('kept chats', () => {
  let folder: string;
  let store: SessionStore;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'open-llm-chats-')), 'chats');
    store = new SessionStore(folder);
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true }));

  test('stand in a file each, readable by their owner alone', async () => {
    await store.save(session('one', 1));
    await store.save(session('two', 2));
    assert.deepEqual((await readdir(folder)).sort(), ['one.json', 'two.json']);
    assert.equal((await stat(join(folder, 'one.json'))).mode & 0o777, 0o600);
  });

  test('come back as they were', async () => {
    await store.save(session('one', 1));
    assert.deepEqual(await new SessionStore(folder).load('one'), session('one', 1));
  });

  test('are listed with the latest first', async () => {
    await store.save(session('old', 1));
    await store.save(session('new', 2));
    assert.deepEqual(
      (await store.list()).map(({ id }) => id),
      ['new', 'old'],
    );
  });

  test('are found by words of questions and answers, in any order', async () => {
    await store.save(session('one', 1, 'Lighthouses'));
    await store.save(session('two', 2, 'Ships', 'They float on WATER.'));
    const entries = await store.list();
    assert.deepEqual(
      searched(entries, 'water ships').map(({ id }) => id),
      ['two'],
    );
    assert.equal(searched(entries, '').length, 2);
  });

  test('of which one is broken still show the others', async () => {
    await store.save(session('one', 1));
    await writeFile(join(folder, 'broken.json'), '{');
    assert.deepEqual(
      (await store.list()).map(({ id }) => id),
      ['one'],
    );
    assert.equal(await store.load('broken'), undefined);
  });

  test('show an answer that VS Code’s end cut off as stopped', async () => {
    const answer = { kind: 'answer', id: 'a', model: 'm', state: 'running', steps: [], providerStates: [] } as const;
    await store.save({ ...session('one', 1), turns: [answer] });
    assert.deepEqual((await store.load('one'))?.turns, [{ ...answer, state: 'stopped' }]);
  });

  test('lose nothing when two windows go on with the same one', async () => {
    const other = new SessionStore(folder);
    await store.save(session('one', 1));
    await other.load('one');
    await store.save(session('one', 2, 'Here'));
    const kept = await other.save(session('one', 3, 'There'));
    assert.notEqual(kept.id, 'one');
    assert.deepEqual((await store.list()).map(({ title }) => title).sort(), ['Here', 'There']);
  });

  test('are gone when they were deleted', async () => {
    await store.save(session('one', 1));
    await store.delete('one');
    assert.deepEqual(await store.list(), []);
  });

  test('are none before the first', async () => {
    assert.deepEqual(await store.list(), []);
  });

  test('are not read from elsewhere', async () => {
    await assert.rejects(store.delete('../elsewhere'), /not the id of a session/);
  });
});

function session(id: string, changedAtMs: number, title = 'A chat', said = 'Yes.'): Session {
  return {
    id,
    title,
    changedAtMs,
    workspace: 'home',
    turns: [
      { kind: 'user', id: 'q', text: title, attachments: [] },
      {
        kind: 'answer',
        id: 'a',
        model: 'local/small',
        state: 'done',
        providerStates: [],
        steps: [{ kind: 'text', round: 0, text: said }],
      },
    ],
  };
}
