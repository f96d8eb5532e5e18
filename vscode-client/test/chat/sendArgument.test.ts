import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readSendArgument } from '../../src/chat/sendArgument.js';

describe('what other extensions give openLLM.chat.send', () => {
  test('may be a text', () => {
    assert.deepEqual(readSendArgument('Why?'), { text: 'Why?' });
  });

  test('may be a message, as extensions written for Abbenay pass it', () => {
    assert.deepEqual(readSendArgument({ message: 'Why?' }), { text: 'Why?' });
    assert.deepEqual(readSendArgument({ message: 'Why?', model: 'local/small' }), {
      text: 'Why?',
      model: 'local/small',
    });
  });

  test('may name a model and begin a new chat', () => {
    const given = { text: 'Why?', model: 'local/small', newChat: true };
    assert.deepEqual(readSendArgument(given), given);
  });

  test('may be missing, as from the command palette', () => {
    assert.equal(readSendArgument(undefined), undefined);
  });

  for (const [given, what] of [
    [{ text: '' }, /text must be/],
    [{}, /text must be/],
    [{ message: ' ' }, /text must be/],
    [{ text: 7, message: 'Why?' }, /text must be/],
    [7, /text must be/],
    [{ text: 'Why?', model: 'small' }, /provider\/model/],
    [{ text: 'Why?', newChat: 'yes' }, /newChat/],
  ] as const) {
    test(`is refused with a sentence that says what is wrong: ${JSON.stringify(given)}`, () => {
      assert.throws(() => readSendArgument(given), { message: what });
    });
  }
});
