import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ListModelsResult, ModelInfo } from '@open-llm/client';
import { modelToAsk } from '../../src/chat/model.js';

const listed = (ids: readonly string[], defaultModel?: string): ListModelsResult => ({
  models: ids.map((id) => ({ id }) as ModelInfo),
  hidden: [],
  embeddingModels: [],
  ...(defaultModel === undefined ? {} : { defaultModel }),
});

describe('the model of a question without one', () => {
  test('is the one chosen last while it is there', () => {
    assert.equal(modelToAsk(listed(['a/1', 'b/2'], 'a/1'), 'b/2'), 'b/2');
    assert.equal(modelToAsk(listed(['a/1'], 'a/1'), 'b/2'), 'a/1');
  });

  test('is the configured one, also when no list contains it', () => {
    assert.equal(modelToAsk(listed(['b/2'], 'a/1'), undefined), 'a/1');
  });

  test('is none of the others when the default one cannot be determined', () => {
    assert.equal(modelToAsk(listed(['b/2']), undefined), '');
  });

  test('does not exist where there are no models', () => {
    assert.equal(modelToAsk(listed([]), undefined), undefined);
  });
});
