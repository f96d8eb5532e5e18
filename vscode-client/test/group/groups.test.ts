import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ProviderInfo } from '@open-llm/client';
import { Groups } from '../../src/group/groups.js';
import type { Memento } from '../../src/model/modelList.js';

const services = new Map([
  ['openai', 'https://api.openai.com/v1'],
  ['azure', 'https://${AZURE_RESOURCE_NAME}.openai.azure.com/openai/v1'],
]);

describe('the groups of Add Models', () => {
  test('are providers for the server, without their keys', () => {
    const groups = groupsOf(remembering());
    groups.begin();
    groups.take({ service: 'openai', apiKey: 'sk-1' }, []);
    groups.take({ service: 'anthropic-messages', apiBase: 'https://llm.example.com/v1/' }, []);
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

  test('keep their names round by round, with another key too', () => {
    const groups = groupsOf(remembering());
    for (const [first, second] of [
      ['sk-1', 'sk-2'],
      ['sk-3', 'sk-2'],
    ] as const) {
      groups.begin();
      assert.equal(groups.take({ service: 'openai', apiKey: first }, []).name, 'openai-added');
      assert.equal(groups.take({ service: 'openai', apiKey: second }, []).name, 'openai-added-2');
    }
    assert.equal(groups.keyOf('openai-added')?.key, 'sk-3');
  });

  test('say when they are new or changed', () => {
    const groups = groupsOf(remembering());
    const changed = (apiKey: string): boolean => {
      groups.begin();
      return groups.take({ service: 'openai', apiKey }, []).changed;
    };
    assert.deepEqual([changed('sk-1'), changed('sk-1'), changed('sk-2')], [true, false, true]);
  });

  test('are gone a round after VS Code was silent about them', () => {
    const groups = groupsOf(remembering());
    groups.begin();
    groups.take({ service: 'openai', apiKey: 'sk-1' }, []);
    assert.equal(groups.begin(), false);
    assert.equal(groups.has('openai-added'), true);
    assert.equal(groups.begin(), true);
    assert.equal(groups.has('openai-added'), false);
  });

  test('are known from the last run, so that nothing is listed without its group', () => {
    const memento = remembering();
    const lastRun = groupsOf(memento);
    lastRun.begin();
    lastRun.take({ service: 'openai', apiKey: 'sk-1' }, []);
    assert.equal(groupsOf(memento).has('openai-added'), true);
  });

  test('are refused with the address and key of another', () => {
    const groups = groupsOf(remembering());
    groups.begin();
    groups.take({ service: 'openai', apiKey: 'sk-1' }, []);
    assert.throws(() => groups.take({ service: 'openai', apiKey: 'sk-1' }, []), /Another group/);
  });

  test('are refused without a key where the provider is configured already', () => {
    const groups = groupsOf(remembering());
    groups.begin();
    const ollama = provider('ollama', 'http://127.0.0.1:11434');
    const same = { service: 'ollama-chat', apiBase: 'http://localhost:11434/' };
    assert.throws(() => groups.take(same, [ollama]), /ollama is in use already/);
    assert.equal(groups.take({ ...same, apiKey: 'another account' }, [ollama]).name, 'localhost-added');
  });

  for (const [what, configuration, message] of [
    ['an address is no URL', { service: 'openai', apiBase: 'llm.example.com' }, /"llm.example.com" is no address/],
    ['a server has no address', { service: 'openai-chat' }, /needs its base URL/],
    ['a service needs an address of its customer', { service: 'azure' }, /azure needs its base URL/],
    ['there is no such service', { service: 'opnai' }, /There is no service "opnai"/],
  ] as const) {
    test(`say so when ${what}`, () => {
      const groups = groupsOf(remembering());
      groups.begin();
      assert.throws(() => groups.take(configuration, []), message);
    });
  }
});

function groupsOf(memento: Memento): Groups {
  return new Groups(memento, services);
}

function remembering(): Memento {
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
