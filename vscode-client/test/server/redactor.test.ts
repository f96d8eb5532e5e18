import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Redactor } from '../../src/server/redactor.js';

describe('the redactor', () => {
  for (const [secret, line, expected] of [
    ['a bearer token', 'Authorization: Bearer abcdefghijkl', 'Authorization: Bearer •••'],
    [
      'the value of a header that contains a key',
      'x-api-key: abc, Authorization: s3cret',
      'x-api-key: •••, Authorization: •••',
    ],
    ['a password in a URL', 'proxy http://me:s3cret@proxy:3128/', 'proxy http://•••@proxy:3128/'],
    ['text that looks like a key', 'rejected sk-proj-0123456789abcdefghij again', 'rejected ••• again'],
    ['a key in a query string', 'GET /v1?api_key=0123456789&x=1', 'GET /v1?api_key=•••&x=1'],
  ] as const) {
    test(`masks ${secret}`, () => {
      assert.equal(new Redactor().redact(line), expected);
    });
  }

  test('masks a registered key in any format', () => {
    const redactor = new Redactor();
    redactor.remember('my custom key');
    assert.equal(redactor.redact('refused: my custom key'), 'refused: •••');
  });

  test('does not change a line without secrets', () => {
    const line = 'The server is ready: 3 providers, 12 models, http://localhost:11434';
    assert.equal(new Redactor().redact(line), line);
  });
});
