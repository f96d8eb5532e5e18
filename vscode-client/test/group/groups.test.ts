import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ProviderInfo } from '@open-llm/client';
import { Groups } from '../../src/group/groups.js';
import type { Memento } from '../../src/model/modelList.js';

const baseUrls = new Map([
  ['openai', 'https://api.openai.com/v1'],
  ['azure', 'https://${AZURE_RESOURCE_NAME}.openai.azure.com/openai/v1'],
]);

describe('groups from Add Models', () => {
  test('are sent to the server as providers, without their API keys', () => {
    const groups = groupsOf(inMemoryMemento());
    groups.beginRound();
    groups.add({ service: 'openai', apiKey: 'sk-1' }, []);
    groups.add({ service: 'anthropic-messages', apiBase: 'https://llm.example.com/v1/' }, []);
    assert.deepEqual(groups.providers, [
      { name: 'openai-added', preset: 'openai', apiBase: 'https://api.openai.com/v1', models: 'all' },
      {
        name: 'llm.example.com-added',
        dialect: 'anthropic-messages',
        apiBase: 'https://llm.example.com/v1',
        models: 'all',
      },
    ]);
  });

  test('retain their names across rounds, even if their API keys change', () => {
    const groups = groupsOf(inMemoryMemento());
    for (const [first, second] of [
      ['sk-1', 'sk-2'],
      ['sk-3', 'sk-2'],
    ] as const) {
      groups.beginRound();
      assert.equal(groups.add({ service: 'openai', apiKey: first }, []).name, 'openai-added');
      assert.equal(groups.add({ service: 'openai', apiKey: second }, []).name, 'openai-added-2');
    }
    assert.equal(groups.keyOf('openai-added')?.key, 'sk-3');
  });

  test('report whether they are new or changed', () => {
    const groups = groupsOf(inMemoryMemento());
    const changed = (apiKey: string): boolean => {
      groups.beginRound();
      return groups.add({ service: 'openai', apiKey }, []).changed;
    };
    assert.deepEqual([changed('sk-1'), changed('sk-1'), changed('sk-2')], [true, false, true]);
  });

  test('are removed after a round in which VS Code does not list them', () => {
    const groups = groupsOf(inMemoryMemento());
    groups.beginRound();
    groups.add({ service: 'openai', apiKey: 'sk-1' }, []);
    assert.equal(groups.beginRound(), false);
    assert.equal(groups.has('openai-added'), true);
    assert.equal(groups.beginRound(), true);
    assert.equal(groups.has('openai-added'), false);
  });

  test('are remembered across runs, so their models are never listed outside a group', () => {
    const memento = inMemoryMemento();
    const lastRun = groupsOf(memento);
    lastRun.beginRound();
    lastRun.add({ service: 'openai', apiKey: 'sk-1' }, []);
    assert.equal(groupsOf(memento).has('openai-added'), true);
  });

  test('are refused if another group has the same address and API key', () => {
    const groups = groupsOf(inMemoryMemento());
    groups.beginRound();
    groups.add({ service: 'openai', apiKey: 'sk-1' }, []);
    assert.throws(() => groups.add({ service: 'openai', apiKey: 'sk-1' }, []), /Another group/);
  });

  test('are refused without an API key if their provider is already configured', () => {
    const groups = groupsOf(inMemoryMemento());
    groups.beginRound();
    const ollama = provider('ollama', 'http://127.0.0.1:11434');
    const same = { service: 'ollama-chat', apiBase: 'http://localhost:11434/' };
    assert.throws(() => groups.add(same, [ollama]), /ollama is already configured/);
    assert.equal(groups.add({ ...same, apiKey: 'sk-other-account' }, [ollama]).name, 'localhost-added');
  });

  for (const [problem, configuration, message] of [
    [
      'the address is not a URL',
      { service: 'openai', apiBase: 'llm.example.com' },
      /base URL "llm.example.com" is invalid/,
    ],
    ['a custom server has no address', { service: 'openai-chat' }, /base URL of the provider is missing/],
    ['the provider requires a customer-specific address', { service: 'azure' }, /base URL for azure is missing/],
    ['the provider is unknown', { service: 'opnai' }, /There is no built-in provider named "opnai"/],
  ] as const) {
    test(`are refused if ${problem}`, () => {
      const groups = groupsOf(inMemoryMemento());
      groups.beginRound();
      assert.throws(() => groups.add(configuration, []), message);
    });
  }
});

function groupsOf(memento: Memento): Groups {
  return new Groups(memento, baseUrls);
}

function inMemoryMemento(): Memento {
  const values = new Map<string, unknown>();
  return {
    get: <T>(key: string) => values.get(key) as T | undefined,
    update: async (key, value) => void values.set(key, value),
  };
}

function provider(name: string, apiBase: string): ProviderInfo {
  return {
    name,
    displayName: name,
    dialect: 'ollama-chat',
    apiBase,
    local: true,
    configured: true,
    enabled: true,
    status: { state: 'ready', message: 'Ready' },
    needsKey: false,
    keyEnv: [],
    modelCount: 1,
  };
}
