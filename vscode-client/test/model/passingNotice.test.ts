import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MessageTemplate } from '@open-llm/client';
import { lastingNotice, passingNotice, replaces } from '../../src/model/passingNotice.js';
import { textsOfServer } from '../texts.js';

const words = {
  t: (text: string, ...args: (string | number)[]): string =>
    text.replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)])),
};

const busy: MessageTemplate = { template: 'No API key is stored for {0}.', args: ['OpenAI'] };
const retry = (tries: number): MessageTemplate => ({
  template: '{0} Retrying in {1} s (retry {2} of {3}).',
  args: [busy, '2', tries, 3],
});

describe('a notice of something that is going on', () => {
  test('is a retry that was made, when the response has come', () => {
    assert.equal(passingNotice(retry(1), words)?.past, 'No API key is stored for OpenAI. Retried once after 2 s.');
    assert.equal(passingNotice(retry(3), words)?.past, 'No API key is stored for OpenAI. Retried 3 times.');
  });

  for (const [template, args, past] of [
    ['{0} Retrying {1}.', [busy, 'without tools'], 'No API key is stored for OpenAI. Retried without tools.'],
    ['{0} Trying {1} instead.', [busy, 'a/b'], 'No API key is stored for OpenAI. Tried a/b instead.'],
    [
      '{0} {1}',
      [busy, { template: 'Retrying with the API key {0}.', args: ['team'] }],
      'No API key is stored for OpenAI. Retried with the API key team.',
    ],
    ['The provider is loading the model. Waiting up to {0} s for it.', [300], ''],
    ['The provider is still loading the model ({0} s so far).', [30], ''],
    ['Waiting for {0} (max_parallel: {1}). This request is next.', ['OpenAI', 1], ''],
    ['Waiting for {0} (max_parallel: {1}). Requests ahead of this one: {2}.', ['OpenAI', 1, 4], ''],
  ] satisfies [string, MessageTemplate['args'], string][]) {
    test(`is over when the response has come: ${template}`, () => {
      assert.equal(passingNotice({ template, args }, words)?.past, past);
    });
  }

  test('stays where it is about something else', () => {
    assert.equal(passingNotice(busy, words), undefined);
    assert.equal(passingNotice(undefined, words), undefined);
  });

  test('is replaced by the next retry, and by anything where nothing is left to say of it', () => {
    const [first, second] = [passingNotice(retry(1), words), passingNotice(retry(2), words)];
    const loading = passingNotice(
      { template: 'The provider is still loading the model ({0} s so far).', args: [9] },
      words,
    );
    const fallback = passingNotice({ template: '{0} Trying {1} instead.', args: ['Gone.', 'a/b'] }, words);
    assert.ok(replaces(second, first));
    assert.ok(replaces(fallback, loading));
    assert.ok(!replaces(fallback, first));
    assert.ok(!replaces(undefined, first));
  });

  test('reads the same before and after, where it cannot be changed', () => {
    assert.equal(
      lastingNotice('Trying again.', retry(1), words),
      'No API key is stored for OpenAI. Retry 1 of 3 after 2 s.',
    );
    assert.equal(lastingNotice('No key.', busy, words), 'No API key is stored for OpenAI.');
    assert.equal(lastingNotice('As a provider says it.', undefined, words), 'As a provider says it.');
  });

  // If a message template of the server changes, this test fails, so an outdated notice does not remain visible.
  test('is known by every template with which the server announces something', () => {
    const announcing = textsOfServer().filter((text) =>
      /^(?:\{0\} )?(?:Trying|Waiting|Retrying)\b|\bis (?:still )?loading the model\b/.test(text),
    );
    assert.ok(announcing.length >= 6, announcing.join('\n'));
    const args = ['a', 'b', 'c', 'd'];
    for (const text of announcing) {
      const said = { template: text, args };
      const notice = text.startsWith('Retrying') ? { template: '{0} {1}', args: [busy, said] } : said;
      const now = words.t(text, ...args);
      assert.ok(!(passingNotice(notice, words)?.past ?? now).includes(now), text);
      assert.ok(!lastingNotice('', notice, words).includes(now), text);
    }
  });
});
