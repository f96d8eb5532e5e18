import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Sentences } from '../../webview/shared/sentences.js';

describe('what a screen reader reads of a growing text', () => {
  test('is whole sentences, each once', () => {
    const sentences = new Sentences();
    assert.equal(sentences.next('A lighthouse st', false), '');
    assert.equal(sentences.next('A lighthouse stood there. It was', false), 'A lighthouse stood there.');
    assert.equal(sentences.next('A lighthouse stood there. It was old', true), 'It was old');
  });

  test('leaves out code and the marks of Markdown', () => {
    const text = 'So is **bold**:\n\n```ts\nlet a = 1. ;\n```\n\nDone.';
    assert.equal(new Sentences().next(text, true), 'So is bold: Done.');
  });
});
