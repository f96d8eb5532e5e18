import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ConfigShowResult } from '@open-llm/client';
import { modelSelectionOf, editsFor, type ModelSelection } from '../../webview/providers/modelSelection.js';
import { model } from '../pages/providersData.js';

const allModels: ModelSelection = { all: true, named: [], exclude: [], stated: false };
const path = (...rest: string[]): string[] => ['providers', 'openai', ...rest];
const edits = (choice: Partial<ModelSelection>, ids: readonly string[], offer: boolean) =>
  editsFor(
    'openai',
    { ...allModels, ...choice },
    ids.map((id) => model(id)),
    offer,
  );

describe('the model selection', () => {
  test('includes all models by default', () => {
    assert.deepEqual(modelSelectionOf('openai', undefined), allModels);
  });

  test('contains the models that the configuration names and excludes', () => {
    const configValue = (field: string, value: unknown) => ({
      path: path(field),
      value,
      origin: { place: '', line: 0, column: 0 },
      overridden: [],
    });
    const shown: ConfigShowResult = {
      values: [configValue('models', ['all', 'a']), configValue('exclude', ['*-old'])],
      places: [],
      problems: [],
    };
    assert.deepEqual(modelSelectionOf('openai', shown), { all: true, named: ['a'], exclude: ['*-old'], stated: true });
  });

  test('removes a model by adding it to the exclusions', () => {
    assert.deepEqual(edits({ exclude: ['*-old'] }, ['a'], false), [{ path: path('exclude'), value: ['*-old', 'a'] }]);
  });

  test('offers an excluded model by removing its exclusion', () => {
    assert.deepEqual(edits({ exclude: ['*-old', 'a'] }, ['a'], true), [{ path: path('exclude'), value: ['*-old'] }]);
    assert.deepEqual(edits({ exclude: ['a'] }, ['a'], true), [{ path: path('exclude') }]);
  });

  test('offers a model that a pattern excludes by adding its name', () => {
    assert.deepEqual(edits({ exclude: ['*-old'] }, ['a-old'], true), [
      { path: path('models', 'a-old'), value: { id: 'a-old' } },
    ]);
  });

  test('removes a named model without changing the other names', () => {
    assert.deepEqual(edits({ all: false, named: ['a', 'b'] }, ['a'], false), [{ path: path('models', 'a') }]);
  });

  test('offers a model by adding its name if only named models are offered', () => {
    assert.deepEqual(edits({ all: false, named: ['a'] }, ['b'], true), [
      { path: path('models', 'b'), value: { id: 'b' } },
    ]);
  });

  test('removes several models in one edit', () => {
    assert.deepEqual(edits({}, ['a', 'b'], false), [{ path: path('exclude'), value: ['a', 'b'] }]);
  });
});
