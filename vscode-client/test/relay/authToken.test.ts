import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { authToken, type Accounts } from '../../src/relay/authToken.js';
import { Redactor } from '../../src/server/redactor.js';

const scopes = ['https://ai.azure.com/.default'];

describe('a token for a VS Code account', () => {
  test('is requested silently if the request is not interactive', async () => {
    const requests: unknown[] = [];
    const relay = authToken(accountsWith(requests, undefined), new Redactor());
    assert.equal(await relay({ account: 'microsoft', scopes, interactive: false }), undefined);
    assert.deepEqual(requests, [['microsoft', scopes, { silent: true }]]);
  });

  test('is requested with a sign-in if the request is interactive, and is redacted in the log', async () => {
    const requests: unknown[] = [];
    const redactor = new Redactor();
    const relay = authToken(accountsWith(requests, 'canary-token'), redactor);
    assert.equal(await relay({ account: 'microsoft', scopes, interactive: true }), 'canary-token');
    assert.deepEqual(requests, [['microsoft', scopes, { createIfNone: true }]]);
    assert.doesNotMatch(redactor.redact('sent canary-token'), /canary/);
  });

  test('is undefined if the user declines', async () => {
    const relay = authToken(
      { getSession: () => Promise.reject(new Error('The user did not consent.')) },
      new Redactor(),
    );
    assert.equal(await relay({ account: 'microsoft', scopes, interactive: true }), undefined);
  });
});

function accountsWith(requests: unknown[], accessToken: string | undefined): Accounts {
  return {
    getSession: async (...request) => {
      requests.push(request);
      return accessToken === undefined ? undefined : { accessToken };
    },
  };
}
