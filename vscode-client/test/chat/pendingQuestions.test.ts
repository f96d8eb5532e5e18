import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PendingQuestions, type PendingQuestion } from '../../src/chat/pendingQuestions.js';

describe('a message from outside the chat', () => {
  test('can be retrieved only once', () => {
    const pending = new PendingQuestions();
    pending.put({ text: 'Why?', from: 'Tools' });
    assert.deepEqual(pending.take(), { text: 'Why?', from: 'Tools' });
    assert.equal(pending.take(), undefined);
  });

  test('is replaced by a newer message', () => {
    const pending = new PendingQuestions();
    pending.put({ text: 'Why?' });
    pending.put({ text: 'How?' });
    assert.equal(pending.current?.text, 'How?');
  });

  test('is reported when it arrives, and again when it is removed', () => {
    const pending = new PendingQuestions();
    const reported: (PendingQuestion | undefined)[] = [];
    pending.onChange((question) => reported.push(question));
    pending.put({ text: 'Why?' });
    pending.take();
    assert.deepEqual(reported, [{ text: 'Why?' }, undefined]);
  });
});
