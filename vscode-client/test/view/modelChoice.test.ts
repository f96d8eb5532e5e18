import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ConfigShowResult } from '@open-llm/client';
import { choiceOf, editsFor, type ModelChoice } from '../../webview/providers/modelChoice.js';
import { model } from '../pages/providersData.js';

const everything: ModelChoice = { all: true, named: [], exclude: [], stated: false };
const path = (...below: string[]): string[] => ['providers', 'openai', ...below];
const edits = (choice: Partial<ModelChoice>, ids: readonly string[], offer: boolean) =>
  editsFor(
    'openai',
    { ...everything, ...choice },
    ids.map((id) => model(id)),
    offer,
  );

describe('the choice of models', () => {
  test('is everything where nothing is said', () => {
    assert.deepEqual(choiceOf('openai', undefined), everything);
  });

  test('is what the configuration names and excludes', () => {
    const value = (field: string, said: unknown) => ({
      path: path(field),
      value: said,
      origin: { place: '', line: 0, column: 0 },
      overridden: [],
    });
    const shown: ConfigShowResult = {
      values: [value('models', ['all', 'a']), value('exclude', ['*-old'])],
      places: [],
      problems: [],
    };
    assert.deepEqual(choiceOf('openai', shown), { all: true, named: ['a'], exclude: ['*-old'], stated: true });
  });

  test('leaves a model out of everything by excluding it', () => {
    assert.deepEqual(edits({ exclude: ['*-old'] }, ['a'], false), [{ path: path('exclude'), value: ['*-old', 'a'] }]);
  });

  test('offers it again by excluding it no longer', () => {
    assert.deepEqual(edits({ exclude: ['*-old', 'a'] }, ['a'], true), [{ path: path('exclude'), value: ['*-old'] }]);
    assert.deepEqual(edits({ exclude: ['a'] }, ['a'], true), [{ path: path('exclude') }]);
  });

  test('offers what a pattern excludes by its name', () => {
    assert.deepEqual(edits({ exclude: ['*-old'] }, ['a-old'], true), [
      { path: path('models', 'a-old'), value: { id: 'a-old' } },
    ]);
  });

  test('takes a named model out of the names, and nothing else with it', () => {
    assert.deepEqual(edits({ all: false, named: ['a', 'b'] }, ['a'], false), [{ path: path('models', 'a') }]);
  });

  test('names a model where only named ones are offered', () => {
    assert.deepEqual(edits({ all: false, named: ['a'] }, ['b'], true), [
      { path: path('models', 'b'), value: { id: 'b' } },
    ]);
  });

  test('takes several at once', () => {
    assert.deepEqual(edits({}, ['a', 'b'], false), [{ path: path('exclude'), value: ['a', 'b'] }]);
  });
});
