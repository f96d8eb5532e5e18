import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { HandedOverKeys } from '../../src/relay/handedOverKeys.js';
import { Redactor } from '../../src/server/redactor.js';

describe('keys that the user asked for', () => {
  const entry = 'openllm.handedOver.1';
  const kept = new Map<string, string | undefined>();
  const storage = {
    get: async (key: string): Promise<string | undefined> => kept.get(key),
    set: async (key: string, value: string | undefined): Promise<void> => void kept.set(key, value),
  };
  let redactor: Redactor;
  let keys: HandedOverKeys;

  beforeEach(async () => {
    kept.clear();
    redactor = new Redactor();
    keys = new HandedOverKeys(redactor);
    await keys.besides(storage).set(entry, '{"OPENAI_API_KEY":"canary-1"}');
  });

  test('are not kept by VS Code', () => assert.equal(kept.size, 0));

  test('can be taken once', () => {
    assert.deepEqual(keys.take(entry), { OPENAI_API_KEY: 'canary-1' });
    assert.deepEqual(keys.take(entry), {});
  });

  test('are kept out of the log', () => assert.ok(!redactor.redact('said canary-1').includes('canary-1')));

  test('leave the other entries to VS Code', async () => {
    await keys.besides(storage).set('openllm.secret.openai', 'value');
    assert.equal(await keys.besides(storage).get('openllm.secret.openai'), 'value');
  });
});
