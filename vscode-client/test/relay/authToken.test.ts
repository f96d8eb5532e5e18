import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { authToken, type Accounts } from '../../src/relay/authToken.js';
import { Redactor } from '../../src/server/redactor.js';

const scopes = ['https://ai.azure.com/.default'];

describe('a token of VS Code’s account', () => {
  test('is looked up silently when nobody may be asked', async () => {
    const asked: unknown[] = [];
    const relay = authToken(answering(asked, undefined), new Redactor());
    assert.equal(await relay({ account: 'microsoft', scopes, interactive: false }), undefined);
    assert.deepEqual(asked, [['microsoft', scopes, { silent: true }]]);
  });

  test('comes after signing in when a chat needs it, and never reaches the log', async () => {
    const asked: unknown[] = [];
    const redactor = new Redactor();
    const relay = authToken(answering(asked, 'canary-token'), redactor);
    assert.equal(await relay({ account: 'microsoft', scopes, interactive: true }), 'canary-token');
    assert.deepEqual(asked, [['microsoft', scopes, { createIfNone: true }]]);
    assert.doesNotMatch(redactor.redact('sent canary-token'), /canary/);
  });

  test('is absent when the user says no', async () => {
    const relay = authToken({ getSession: () => Promise.reject(new Error('No consent.')) }, new Redactor());
    assert.equal(await relay({ account: 'microsoft', scopes, interactive: true }), undefined);
  });
});

function answering(asked: unknown[], accessToken: string | undefined): Accounts {
  return {
    getSession: async (...question) => {
      asked.push(question);
      return accessToken === undefined ? undefined : { accessToken };
    },
  };
}
