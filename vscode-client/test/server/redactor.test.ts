import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Redactor } from '../../src/server/redactor.js';

describe('a log line', () => {
  for (const [what, line, expected] of [
    ['a bearer token', 'Authorization: Bearer abcdefghijkl', 'Authorization: Bearer •••'],
    ['the value of a header with a key', 'x-api-key: abc, Authorization: geheim', 'x-api-key: •••, Authorization: •••'],
    ['a password in a URL', 'proxy http://me:geheim@proxy:3128/', 'proxy http://•••@proxy:3128/'],
    ['what looks like a key', 'got sk-proj-0123456789abcdefghij back', 'got ••• back'],
    ['a key in a query', 'GET /v1?api_key=0123456789&x=1', 'GET /v1?api_key=•••&x=1'],
  ] as const) {
    test(`loses ${what}`, () => {
      assert.equal(new Redactor().redact(line), expected);
    });
  }

  test('loses a key that was seen, whatever it looks like', () => {
    const redactor = new Redactor();
    redactor.remember('my own key');
    assert.equal(redactor.redact('refused: my own key'), 'refused: •••');
  });

  test('keeps its words', () => {
    const line = 'The server is ready: 3 providers, 12 models, http://localhost:11434';
    assert.equal(new Redactor().redact(line), line);
  });
});
