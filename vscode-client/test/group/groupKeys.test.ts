import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GroupKeys } from '../../src/group/groupKeys.js';
import { Groups } from '../../src/group/groups.js';
import type { Memento } from '../../src/model/modelList.js';

describe('the API key of a group', () => {
  test('is bound to the address for which it was entered', async () => {
    const { enter, read } = groupWith(inMemoryMemento());
    enter('https://llm.example.com/v1');
    assert.deepEqual(await read(), { value: 'sk-group', origin: 'https://llm.example.com' });
  });

  test('remains bound to its original address after the address is edited and VS Code restarts', async () => {
    const memento = inMemoryMemento();
    const firstRun = groupWith(memento);
    firstRun.enter('https://llm.example.com/v1');
    await firstRun.read();
    const nextRun = groupWith(memento);
    nextRun.enter('https://evil.example.com/v1');
    assert.deepEqual(await nextRun.read('evil.example.com-added'), {
      value: 'sk-group',
      origin: 'https://llm.example.com',
    });
  });

  test('is redacted in the log and is not written to the stored state', async () => {
    const memento = inMemoryMemento();
    const { enter, read, redacted } = groupWith(memento);
    enter('https://llm.example.com/v1');
    await read();
    assert.deepEqual(redacted, ['sk-group']);
    assert.doesNotMatch(memento.text(), /sk-group/);
  });

  test('does not affect other entries of the secret storage', async () => {
    const { enter, read } = groupWith(inMemoryMemento());
    enter('https://llm.example.com/v1');
    assert.deepEqual(await read('openai'), { stored: 'openllm.secret.openai' });
  });
});

function groupWith(memento: Memento): {
  enter(apiBase: string): void;
  read(provider?: string): Promise<unknown>;
  redacted: string[];
} {
  const groups = new Groups(memento, new Map());
  const redacted: string[] = [];
  const keys = new GroupKeys(groups, memento, { remember: (key: string) => void redacted.push(key) });
  const storage = keys.withGroupKeys({
    get: async (entry) => JSON.stringify({ stored: entry }),
    set: async () => undefined,
  });
  return {
    enter: (apiBase) => {
      groups.beginRound();
      groups.add({ service: 'openai-chat', apiBase, apiKey: ' sk-group ' }, []);
    },
    read: async (provider = 'llm.example.com-added') =>
      JSON.parse((await storage.get(`openllm.secret.${provider}`)) ?? 'null') as unknown,
    redacted,
  };
}

function inMemoryMemento(): Memento & { text(): string } {
  const values = new Map<string, unknown>();
  return {
    get: <T>(key: string) => values.get(key) as T | undefined,
    update: async (key, value) => void values.set(key, value),
    text: () => JSON.stringify([...values]),
  };
}
