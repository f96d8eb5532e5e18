import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PendingQuestions, type PendingQuestion } from '../../src/chat/pendingQuestions.js';

describe('a question from outside of the chat', () => {
  test('waits until it is taken, and is handed out once', () => {
    const pending = new PendingQuestions();
    pending.put({ text: 'Why?', from: 'Tools' });
    assert.deepEqual(pending.take(), { text: 'Why?', from: 'Tools' });
    assert.equal(pending.take(), undefined);
  });

  test('gives way to a newer one', () => {
    const pending = new PendingQuestions();
    pending.put({ text: 'Why?' });
    pending.put({ text: 'How?' });
    assert.equal(pending.waiting?.text, 'How?');
  });

  test('is told when it comes and when it goes', () => {
    const pending = new PendingQuestions();
    const told: (PendingQuestion | undefined)[] = [];
    pending.onChange((question) => told.push(question));
    pending.put({ text: 'Why?' });
    pending.take();
    assert.deepEqual(told, [{ text: 'Why?' }, undefined]);
  });
});
