import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GroupKeys } from '../../src/group/groupKeys.js';
import { Groups } from '../../src/group/groups.js';
import type { Memento } from '../../src/model/modelList.js';

describe('the key of a group', () => {
  test('is bound to the address it was entered with', async () => {
    const { enter, read } = groupAt(remembering());
    enter('https://llm.example.com/v1');
    assert.deepEqual(await read(), { value: 'sk-group', origin: 'https://llm.example.com' });
  });

  test('stays bound to it when the address is edited, in a later run too', async () => {
    const memento = remembering();
    const first = groupAt(memento);
    first.enter('https://llm.example.com/v1');
    await first.read();
    const later = groupAt(memento);
    later.enter('https://evil.example.com/v1');
    assert.deepEqual(await later.read('evil.example.com-added'), {
      value: 'sk-group',
      origin: 'https://llm.example.com',
    });
  });

  test('is kept out of the log, and out of what is remembered of it', async () => {
    const memento = remembering();
    const { enter, read, hidden } = groupAt(memento);
    enter('https://llm.example.com/v1');
    await read();
    assert.deepEqual(hidden, ['sk-group']);
    assert.doesNotMatch(memento.text(), /sk-group/);
  });

  test('leaves all other entries to the storage', async () => {
    const { enter, read } = groupAt(remembering());
    enter('https://llm.example.com/v1');
    assert.deepEqual(await read('openai'), { stored: 'openllm.secret.openai' });
  });
});

function groupAt(memento: Memento): {
  enter(apiBase: string): void;
  read(provider?: string): Promise<unknown>;
  hidden: string[];
} {
  const groups = new Groups(memento, new Map());
  const hidden: string[] = [];
  const keys = new GroupKeys(groups, memento, { remember: (key: string) => void hidden.push(key) });
  const storage = keys.besides({
    get: async (entry) => JSON.stringify({ stored: entry }),
    set: async () => undefined,
  });
  return {
    enter: (apiBase) => {
      groups.begin();
      groups.take({ service: 'openai-chat', apiBase, apiKey: ' sk-group ' }, []);
    },
    read: async (provider = 'llm.example.com-added') =>
      JSON.parse((await storage.get(`openllm.secret.${provider}`)) ?? 'null') as unknown,
    hidden,
  };
}

function remembering(): Memento & { text(): string } {
  const values = new Map<string, unknown>();
  return {
    get: <T>(key: string) => values.get(key) as T | undefined,
    update: async (key, value) => void values.set(key, value),
    text: () => JSON.stringify([...values]),
  };
}
