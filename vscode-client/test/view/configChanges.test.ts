import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ConfigChange, ConfigEditParams, ConfigTarget, OpenLlmConnection } from '@open-llm/client';
import { ConfigChanges } from '../../src/view/configChanges.js';

const file: ConfigTarget = { store: 'native', level: 'user' };
const settings: ConfigTarget = { store: 'vscode', level: 'user' };
const path = ['providers', 'work'];

/**
 * Returns a connection that responds to each edit with the changes that the test specifies, and records the requests.
 */
function answering(...answers: readonly (readonly ConfigChange[])[]) {
  return naming(undefined, ...answers);
}

/** @param undo the ID that the server assigns to each change */
function naming(undo: string | undefined, ...answers: readonly (readonly ConfigChange[])[]) {
  const asked: ConfigEditParams[] = [];
  const connection = {
    editConfig: async (params: ConfigEditParams) => {
      const changes = answers[asked.length] ?? [];
      asked.push(params);
      return { changes: [...changes], problems: [], ...(undo === undefined ? {} : { undo }) };
    },
  };
  return { asked, changes: new ConfigChanges(async () => connection as unknown as OpenLlmConnection) };
}

describe('changes of configuration', () => {
  test('are taken back in the reverse order, in the same place', async () => {
    const { asked, changes } = answering([
      { path: ['defaultModel'], before: 'a/b', after: 'c/d' },
      { path, after: { name: 'work' } },
    ]);
    await changes.edit({ target: settings, edits: [] });
    await changes.undo();
    assert.deepEqual(asked[1], { target: settings, edits: [{ path }, { path: ['defaultModel'], value: 'a/b' }] });
    assert.equal(changes.count, 0);
  });

  test('are taken back by their name too, so that the comments come back', async () => {
    const { asked, changes } = naming('the change', [{ path, before: { name: 'work' } }]);
    await changes.edit({ target: file, edits: [] });
    await changes.undo();
    assert.deepEqual(asked[1], { target: file, edits: [{ path, value: { name: 'work' } }], undo: 'the change' });
  });

  test('that change nothing are not remembered', async () => {
    const { changes } = answering([]);
    await changes.edit({ target: file, edits: [] });
    assert.equal(changes.count, 0);
  });

  test('that are only previewed are not remembered', async () => {
    const { changes } = answering([{ path, after: { name: 'work' } }]);
    await changes.edit({ target: file, edits: [], preview: true });
    assert.equal(changes.count, 0);
  });

  test('move a provider whole: it is there before it is taken away here', async () => {
    const whole = { name: 'work', apiBase: 'https://work.example' };
    const gone = { path, before: whole };
    const { asked, changes } = answering([gone], [{ path, after: whole }], [gone]);
    await changes.move('work', file, settings);
    assert.deepEqual(asked.slice(1), [
      { target: settings, edits: [{ path, value: whole }] },
      { target: file, edits: [{ path }] },
    ]);
    await changes.undo();
    assert.deepEqual(asked.slice(3), [
      { target: file, edits: [{ path, value: whole }] },
      { target: settings, edits: [{ path }] },
    ]);
  });

  test('move the only provider, which goes with the whole list', async () => {
    const whole = { name: 'work' };
    const { asked, changes } = answering([{ path: ['providers'], before: [whole] }]);
    await changes.move('work', file, settings);
    assert.deepEqual(asked[1], { target: settings, edits: [{ path, value: whole }] });
  });
});
