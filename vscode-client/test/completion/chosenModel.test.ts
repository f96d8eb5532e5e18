import type { ConfigShowResult, ConfigTarget } from '@open-llm/client';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ChosenModel } from '../../src/completion/chosenModel.js';

type Level = ConfigTarget['level'];

function configWith(...values: readonly (readonly [Level, string])[]): ConfigShowResult {
  const origin = (level: Level) => ({
    place: level,
    target: { store: 'vscode' as const, level },
    line: 1,
    column: 1,
  });
  const [first, ...overridden] = values;
  return {
    values: first
      ? [
          {
            path: ['completion', 'model'],
            value: first[1],
            origin: origin(first[0]),
            overridden: overridden.map(([level, value]) => ({ value, origin: origin(level) })),
          },
        ]
      : [],
    places: [],
    problems: [],
  };
}

describe('the model for inline completions', () => {
  test('is the model that the user configured', async () => {
    const chosen = new ChosenModel(async () => configWith(['user', 'ollama/coder']));
    await chosen.refresh();
    assert.equal(chosen.current, 'ollama/coder');
  });

  test('cannot be set by a workspace', async () => {
    const chosen = new ChosenModel(async () => configWith(['workspace', 'remote/coder'], ['user', 'ollama/coder']));
    await chosen.refresh();
    assert.equal(chosen.current, 'ollama/coder');
    const unset = new ChosenModel(async () => configWith(['workspace', 'remote/coder']));
    await unset.refresh();
    assert.equal(unset.current, '');
  });

  test('reports each change once', async () => {
    let result = configWith();
    let changes = 0;
    const chosen = new ChosenModel(async () => result);
    chosen.onDidChange(() => changes++);
    await chosen.refresh();
    result = configWith(['user', 'ollama/coder']);
    await chosen.refresh();
    await chosen.refresh();
    assert.equal(changes, 1);
  });

  test('is retained while the server is unavailable', async () => {
    let unavailable = false;
    const chosen = new ChosenModel(async () => {
      if (unavailable) {
        throw new Error('The server is unavailable.');
      }
      return configWith(['user', 'ollama/coder']);
    });
    await chosen.refresh();
    unavailable = true;
    await chosen.refresh();
    assert.equal(chosen.current, 'ollama/coder');
  });
});
