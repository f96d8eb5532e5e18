import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Efforts } from '../../src/chat/efforts.js';
import { FakeMemento } from './fakeMemento.js';

describe('how much models think in the chat', () => {
  test('is kept for each model by itself', async () => {
    const efforts = new Efforts(new FakeMemento());
    await efforts.choose('openai/gpt-5', 'high');
    await efforts.choose('local/qwen3', 'low');
    assert.equal(efforts.of('openai/gpt-5'), 'high');
    assert.equal(efforts.of('local/qwen3'), 'low');
    assert.equal(efforts.of('local/other'), undefined);
  });

  test('is the provider’s own again when nothing is chosen', async () => {
    const efforts = new Efforts(new FakeMemento());
    await efforts.choose('openai/gpt-5', 'high');
    await efforts.choose('openai/gpt-5', '');
    assert.deepEqual(efforts.all, {});
  });
});
