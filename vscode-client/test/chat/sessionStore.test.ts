import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { Session } from '../../src/chat/session.js';
import { search, SessionStore } from '../../src/chat/sessionStore.js';

describe('saved chats', () => {
  let folder: string;
  let store: SessionStore;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'open-llm-chats-')), 'chats');
    store = new SessionStore(folder);
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true }));

  test('are stored in separate files that only their owner can read', async () => {
    await store.save(session('one', 1));
    await store.save(session('two', 2));
    assert.deepEqual((await readdir(folder)).sort(), ['one.json', 'two.json']);
    assert.equal((await stat(join(folder, 'one.json'))).mode & 0o777, 0o600);
  });

  test('are loaded unchanged', async () => {
    await store.save(session('one', 1));
    assert.deepEqual(await new SessionStore(folder).load('one'), session('one', 1));
  });

  test('are listed with the most recent first', async () => {
    await store.save(session('old', 1));
    await store.save(session('new', 2));
    assert.deepEqual(
      (await store.list()).map(({ id }) => id),
      ['new', 'old'],
    );
  });

  test('are found by words in messages and responses, in any order and case', async () => {
    await store.save(session('one', 1, 'Lighthouses'));
    await store.save(session('two', 2, 'Ships', 'They float on WATER.'));
    const entries = await store.list();
    assert.deepEqual(
      search(entries, 'water ships').map(({ id }) => id),
      ['two'],
    );
    assert.equal(search(entries, '').length, 2);
  });

  test('are listed even if another file is invalid', async () => {
    await store.save(session('one', 1));
    await writeFile(join(folder, 'invalid.json'), '{');
    assert.deepEqual(
      (await store.list()).map(({ id }) => id),
      ['one'],
    );
    assert.equal(await store.load('invalid'), undefined);
  });

  test('show a response as stopped if VS Code exited before it was complete', async () => {
    const answer = { kind: 'answer', id: 'a', model: 'm', state: 'running', steps: [], providerStates: [] } as const;
    await store.save({ ...session('one', 1), turns: [answer] });
    assert.deepEqual((await store.load('one'))?.turns, [{ ...answer, state: 'stopped' }]);
  });

  test('are not overwritten when two windows continue the same chat', async () => {
    const otherWindow = new SessionStore(folder);
    await store.save(session('one', 1));
    await otherWindow.load('one');
    await store.save(session('one', 2, 'Here'));
    const saved = await otherWindow.save(session('one', 3, 'There'));
    assert.notEqual(saved.id, 'one');
    assert.deepEqual((await store.list()).map(({ title }) => title).sort(), ['Here', 'There']);
  });

  test('are not listed after they are deleted', async () => {
    await store.save(session('one', 1));
    await store.delete('one');
    assert.deepEqual(await store.list(), []);
  });

  test('are an empty list before the first one is saved', async () => {
    assert.deepEqual(await store.list(), []);
  });

  test('cannot be deleted outside their folder', async () => {
    await assert.rejects(store.delete('../other'), /not a valid chat ID/);
  });
});

function session(id: string, changedAtMs: number, title = 'A chat', response = 'Yes.'): Session {
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
        steps: [{ kind: 'text', round: 0, text: response }],
      },
    ],
  };
}
