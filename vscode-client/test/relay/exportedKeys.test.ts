import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { ExportedKeys } from '../../src/relay/exportedKeys.js';
import { Redactor } from '../../src/server/redactor.js';

describe('exported API keys', () => {
  const entry = 'openllm.handedOver.1';
  const stored = new Map<string, string | undefined>();
  const storage = {
    get: async (key: string): Promise<string | undefined> => stored.get(key),
    set: async (key: string, value: string | undefined): Promise<void> => void stored.set(key, value),
  };
  let redactor: Redactor;
  let keys: ExportedKeys;

  beforeEach(async () => {
    stored.clear();
    redactor = new Redactor();
    keys = new ExportedKeys(redactor);
    await keys.withExportedKeys(storage).set(entry, '{"OPENAI_API_KEY":"canary-1"}');
  });

  test('are not stored by VS Code', () => assert.equal(stored.size, 0));

  test('can be retrieved only once', () => {
    assert.deepEqual(keys.take(entry), { OPENAI_API_KEY: 'canary-1' });
    assert.deepEqual(keys.take(entry), {});
  });

  test('are redacted in the log', () => assert.ok(!redactor.redact('sent canary-1').includes('canary-1')));

  test('do not affect other entries of the secret storage', async () => {
    await keys.withExportedKeys(storage).set('openllm.secret.openai', 'value');
    assert.equal(await keys.withExportedKeys(storage).get('openllm.secret.openai'), 'value');
  });
});
