import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SentenceExtractor } from '../../webview/shared/sentenceExtractor.js';

describe('the parts of a streamed text that are announced to screen readers', () => {
  test('are complete sentences, each announced once', () => {
    const sentences = new SentenceExtractor();
    assert.equal(sentences.next('A lighthouse st', false), '');
    assert.equal(sentences.next('A lighthouse stood there. It was', false), 'A lighthouse stood there.');
    assert.equal(sentences.next('A lighthouse stood there. It was old', true), 'It was old');
  });

  test('do not include code or Markdown syntax', () => {
    const text = 'This is **bold**:\n\n```ts\nlet a = 1. ;\n```\n\nDone.';
    assert.equal(new SentenceExtractor().next(text, true), 'This is bold: Done.');
  });
});
