import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OutsideQuestions, type OutsideQuestion } from '../../src/chat/outsideQuestions.js';

describe('a question from outside of the chat', () => {
  test('waits until it is taken, and is handed out once', () => {
    const outside = new OutsideQuestions();
    outside.put({ text: 'Why?', from: 'Tools' });
    assert.deepEqual(outside.take(), { text: 'Why?', from: 'Tools' });
    assert.equal(outside.take(), undefined);
  });

  test('gives way to a newer one', () => {
    const outside = new OutsideQuestions();
    outside.put({ text: 'Why?' });
    outside.put({ text: 'How?' });
    assert.equal(outside.waiting?.text, 'How?');
  });

  test('is told when it comes and when it goes', () => {
    const outside = new OutsideQuestions();
    const told: (OutsideQuestion | undefined)[] = [];
    outside.onChange((question) => told.push(question));
    outside.put({ text: 'Why?' });
    outside.take();
    assert.deepEqual(told, [{ text: 'Why?' }, undefined]);
  });
});
