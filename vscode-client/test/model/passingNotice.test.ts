import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MessageTemplate } from '@open-llm/client';
import { lastingNotice, passingNotice, replaces } from '../../src/model/passingNotice.js';
import { textsOfServer } from '../texts.js';

const words = {
  t: (text: string, ...args: (string | number)[]): string =>
    text.replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)])),
};

const failure: MessageTemplate = { template: 'No API key is stored for {0}.', args: ['OpenAI'] };
const retry = (tries: number): MessageTemplate => ({
  template: '{0} Retrying in {1} s (retry {2} of {3}).',
  args: [failure, '2', tries, 3],
});

describe('a notice', () => {
  test('about a retry changes to the past tense when the response arrives', () => {
    assert.equal(passingNotice(retry(1), words)?.past, 'No API key is stored for OpenAI. Retried once after 2 s.');
    assert.equal(passingNotice(retry(3), words)?.past, 'No API key is stored for OpenAI. Retried 3 times.');
  });

  for (const [template, args, past] of [
    ['{0} Retrying {1}.', [failure, 'without tools'], 'No API key is stored for OpenAI. Retried without tools.'],
    ['{0} Trying {1} instead.', [failure, 'a/b'], 'No API key is stored for OpenAI. Tried a/b instead.'],
    [
      '{0} {1}',
      [failure, { template: 'Retrying with the API key {0}.', args: ['team'] }],
      'No API key is stored for OpenAI. Retried with the API key team.',
    ],
    ['The provider is loading the model. Waiting up to {0} s for it.', [300], ''],
    ['The provider is still loading the model ({0} s so far).', [30], ''],
    ['Waiting for {0} (max_parallel: {1}). This request is next.', ['OpenAI', 1], ''],
    ['Waiting for {0} (max_parallel: {1}). Requests ahead of this one: {2}.', ['OpenAI', 1, 4], ''],
  ] satisfies [string, MessageTemplate['args'], string][]) {
    test(`about a temporary activity is replaced or removed when the response arrives: ${template}`, () => {
      assert.equal(passingNotice({ template, args }, words)?.past, past);
    });
  }

  test('is retained if it is not about a temporary activity', () => {
    assert.equal(passingNotice(failure, words), undefined);
    assert.equal(passingNotice(undefined, words), undefined);
  });

  test('is replaced by the next retry, or by any temporary notice if it leaves no text', () => {
    const [first, second] = [passingNotice(retry(1), words), passingNotice(retry(2), words)];
    const loading = passingNotice(
      { template: 'The provider is still loading the model ({0} s so far).', args: [9] },
      words,
    );
    const fallback = passingNotice(
      { template: '{0} Trying {1} instead.', args: ['The model was removed.', 'a/b'] },
      words,
    );
    assert.ok(replaces(second, first));
    assert.ok(replaces(fallback, loading));
    assert.ok(!replaces(fallback, first));
    assert.ok(!replaces(undefined, first));
  });

  test('has a form that remains true, for views in which it cannot be changed', () => {
    assert.equal(
      lastingNotice('Retrying.', retry(1), words),
      'No API key is stored for OpenAI. Retry 1 of 3 after 2 s.',
    );
    assert.equal(lastingNotice('No API key.', failure, words), 'No API key is stored for OpenAI.');
    assert.equal(
      lastingNotice('The provider is under maintenance.', undefined, words),
      'The provider is under maintenance.',
    );
  });

  // If a message template of the server changes, this test fails, so an outdated notice does not remain visible.
  test('is recognized as temporary for every server template that announces an activity', () => {
    const announcements = textsOfServer().filter((text) =>
      /^(?:\{0\} )?(?:Trying|Waiting|Retrying)\b|\bis (?:still )?loading the model\b/.test(text),
    );
    assert.ok(announcements.length >= 6, announcements.join('\n'));
    const args = ['a', 'b', 'c', 'd'];
    for (const text of announcements) {
      const announcement = { template: text, args };
      const notice = text.startsWith('Retrying')
        ? { template: '{0} {1}', args: [failure, announcement] }
        : announcement;
      const current = words.t(text, ...args);
      assert.ok(!(passingNotice(notice, words)?.past ?? current).includes(current), text);
      assert.ok(!lastingNotice('', notice, words).includes(current), text);
    }
  });
});
