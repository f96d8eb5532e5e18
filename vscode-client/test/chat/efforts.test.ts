import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Efforts } from '../../src/chat/efforts.js';
import { FakeMemento } from './fakeMemento.js';

describe('the reasoning effort in the chat', () => {
  test('is saved separately for each model', async () => {
    const efforts = new Efforts(new FakeMemento());
    await efforts.choose('openai/gpt-5', 'high');
    await efforts.choose('local/qwen3', 'low');
    assert.equal(efforts.effortFor('openai/gpt-5'), 'high');
    assert.equal(efforts.effortFor('local/qwen3'), 'low');
    assert.equal(efforts.effortFor('local/other'), undefined);
  });

  test('is the provider default again when the choice is cleared', async () => {
    const efforts = new Efforts(new FakeMemento());
    await efforts.choose('openai/gpt-5', 'high');
    await efforts.choose('openai/gpt-5', '');
    assert.deepEqual(efforts.all, {});
  });
});
