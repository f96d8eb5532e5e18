import type { ConfigShowResult, ConfigTarget } from '@open-llm/client';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ChosenModel } from '../../src/completion/chosenModel.js';

type Level = ConfigTarget['level'];

function shown(...values: readonly (readonly [Level, string])[]): ConfigShowResult {
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
  test('is the one that the user configured', async () => {
    const chosen = new ChosenModel(async () => shown(['user', 'ollama/coder']));
    await chosen.refresh();
    assert.equal(chosen.current, 'ollama/coder');
  });

  test('is not chosen by a workspace', async () => {
    const chosen = new ChosenModel(async () => shown(['workspace', 'other/spy'], ['user', 'ollama/coder']));
    await chosen.refresh();
    assert.equal(chosen.current, 'ollama/coder');
    const none = new ChosenModel(async () => shown(['workspace', 'other/spy']));
    await none.refresh();
    assert.equal(none.current, '');
  });

  test('reports a change once', async () => {
    let result = shown();
    let changes = 0;
    const chosen = new ChosenModel(async () => result);
    chosen.onDidChange(() => changes++);
    await chosen.refresh();
    result = shown(['user', 'ollama/coder']);
    await chosen.refresh();
    await chosen.refresh();
    assert.equal(changes, 1);
  });

  test('remains while the server is away', async () => {
    let away = false;
    const chosen = new ChosenModel(async () => {
      if (away) {
        throw new Error('away');
      }
      return shown(['user', 'ollama/coder']);
    });
    await chosen.refresh();
    away = true;
    await chosen.refresh();
    assert.equal(chosen.current, 'ollama/coder');
  });
});
