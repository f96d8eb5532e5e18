import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseSendArgument } from '../../src/chat/sendArgument.js';

describe('the argument of openLLM.chat.send', () => {
  test('can be a string', () => {
    assert.deepEqual(parseSendArgument('Why?'), { text: 'Why?' });
  });

  test('can be an object with a message, as in extensions that are written for Abbenay', () => {
    assert.deepEqual(parseSendArgument({ message: 'Why?' }), { text: 'Why?' });
    assert.deepEqual(parseSendArgument({ message: 'Why?', model: 'local/small' }), {
      text: 'Why?',
      model: 'local/small',
    });
  });

  test('can specify a model and start a new chat', () => {
    const argument = { text: 'Why?', model: 'local/small', newChat: true };
    assert.deepEqual(parseSendArgument(argument), argument);
  });

  test('can be missing, for example when the command is run from the Command Palette', () => {
    assert.equal(parseSendArgument(undefined), undefined);
  });

  for (const [argument, message] of [
    [{ text: '' }, /text must be/],
    [{}, /text must be/],
    [{ message: ' ' }, /text must be/],
    [{ text: 7, message: 'Why?' }, /text must be/],
    [7, /text must be/],
    [{ text: 'Why?', model: 'small' }, /provider\/model/],
    [{ text: 'Why?', newChat: 'yes' }, /newChat/],
  ] as const) {
    test(`is rejected with an error that describes the problem: ${JSON.stringify(argument)}`, () => {
      assert.throws(() => parseSendArgument(argument), { message });
    });
  }
});
