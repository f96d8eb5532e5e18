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
function connectionReturning(...results: readonly (readonly ConfigChange[])[]) {
  return connectionWithUndoId(undefined, ...results);
}

/** @param undo the ID that the server assigns to each change */
function connectionWithUndoId(undo: string | undefined, ...results: readonly (readonly ConfigChange[])[]) {
  const requests: ConfigEditParams[] = [];
  const connection = {
    editConfig: async (params: ConfigEditParams) => {
      const changes = results[requests.length] ?? [];
      requests.push(params);
      return { changes: [...changes], problems: [], ...(undo === undefined ? {} : { undo }) };
    },
  };
  return { requests, changes: new ConfigChanges(async () => connection as unknown as OpenLlmConnection) };
}

describe('configuration changes', () => {
  test('are undone in reverse order and in the same source', async () => {
    const { requests, changes } = connectionReturning([
      { path: ['defaultModel'], before: 'a/b', after: 'c/d' },
      { path, after: { name: 'work' } },
    ]);
    await changes.edit({ target: settings, edits: [] });
    await changes.undo();
    assert.deepEqual(requests[1], { target: settings, edits: [{ path }, { path: ['defaultModel'], value: 'a/b' }] });
    assert.equal(changes.undoCount, 0);
  });

  test('are also undone by ID so that the server can restore comments', async () => {
    const { requests, changes } = connectionWithUndoId('change-1', [{ path, before: { name: 'work' } }]);
    await changes.edit({ target: file, edits: [] });
    await changes.undo();
    assert.deepEqual(requests[1], { target: file, edits: [{ path, value: { name: 'work' } }], undo: 'change-1' });
  });

  test('are not recorded if they have no effect', async () => {
    const { changes } = connectionReturning([]);
    await changes.edit({ target: file, edits: [] });
    assert.equal(changes.undoCount, 0);
  });

  test('are not recorded if they are only previewed', async () => {
    const { changes } = connectionReturning([{ path, after: { name: 'work' } }]);
    await changes.edit({ target: file, edits: [], preview: true });
    assert.equal(changes.undoCount, 0);
  });

  test('move a provider by adding it to the target before removing it from the source', async () => {
    const definition = { name: 'work', apiBase: 'https://work.example' };
    const removal = { path, before: definition };
    const { requests, changes } = connectionReturning([removal], [{ path, after: definition }], [removal]);
    await changes.move('work', file, settings);
    assert.deepEqual(requests.slice(1), [
      { target: settings, edits: [{ path, value: definition }] },
      { target: file, edits: [{ path }] },
    ]);
    await changes.undo();
    assert.deepEqual(requests.slice(3), [
      { target: file, edits: [{ path, value: definition }] },
      { target: settings, edits: [{ path }] },
    ]);
  });

  test('move the only provider, whose removal also removes the list of providers', async () => {
    const definition = { name: 'work' };
    const { requests, changes } = connectionReturning([{ path: ['providers'], before: [definition] }]);
    await changes.move('work', file, settings);
    assert.deepEqual(requests[1], { target: settings, edits: [{ path, value: definition }] });
  });
});
