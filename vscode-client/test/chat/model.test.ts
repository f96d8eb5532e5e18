import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ListModelsResult, ModelInfo } from '@open-llm/client';
import { chooseModel } from '../../src/chat/model.js';

const modelList = (ids: readonly string[], defaultModel?: string): ListModelsResult => ({
  models: ids.map((id) => ({ id }) as ModelInfo),
  hidden: [],
  embeddingModels: [],
  ...(defaultModel === undefined ? {} : { defaultModel }),
});

describe('the model for a message that does not specify one', () => {
  test('is the last chosen model if it is available, and otherwise the default model', () => {
    assert.equal(chooseModel(modelList(['a/1', 'b/2'], 'a/1'), 'b/2'), 'b/2');
    assert.equal(chooseModel(modelList(['a/1'], 'a/1'), 'b/2'), 'a/1');
  });

  test('is the configured default model, even if it is not listed', () => {
    assert.equal(chooseModel(modelList(['b/2'], 'a/1'), undefined), 'a/1');
  });

  test('is an empty string if models are available but none is the default', () => {
    assert.equal(chooseModel(modelList(['b/2']), undefined), '');
  });

  test('is undefined if no models are available', () => {
    assert.equal(chooseModel(modelList([]), undefined), undefined);
  });
});
