import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OpenLlmError, type ProviderInfo, type ProviderStatus } from '@open-llm/client';
import { connectionStatus, type StatusStrings } from '../../src/api/connectionStatus.js';
import type { ServerState } from '../../src/server/supervisedServer.js';

const running: ServerState = { kind: 'ready', info: { serverVersion: '1', protocolVersion: 1, processId: 1 } };
const words: StatusStrings = {
  t: (message, ...args) => message.replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)])),
  server: (state) => `The server is ${state.kind}.`,
};

describe('the connection status for other extensions', () => {
  test('is ready if at least one provider is ready', () => {
    const { state, message } = status(running, provider('work', 'ready'), provider('cloud', 'error'));
    assert.deepEqual([state, message], ['ready', '1 of 2 providers are ready.']);
  });

  test('is loading if the providers are unknown or one is loading', () => {
    assert.equal(status(running).state, 'loading');
    assert.equal(status(running, provider('work', 'loading'), provider('cloud', 'no_key')).state, 'loading');
  });

  test('is an error if no configured provider is available, even if the built-in model is', () => {
    assert.equal(status(running, provider('cloud', 'no_key'), provider('echo', 'ready')).state, 'error');
  });

  test('is ready if the built-in model is the only one', () => {
    assert.equal(status(running, provider('echo', 'ready')).state, 'ready');
  });

  test('reports a missing API key', () => {
    const { providers } = status(running, provider('cloud', 'no_key'));
    assert.equal(providers[0]?.state, 'error');
    assert.equal(providers[0]?.error?.kind, 'auth');
  });

  test('omits disabled providers', () => {
    assert.deepEqual(status(running, provider('cloud', 'disabled'), provider('echo', 'disabled')).providers, []);
  });

  test('is loading for all providers while the server starts', () => {
    const { state, providers } = status({ kind: 'starting' }, provider('work', 'ready'));
    assert.deepEqual([state, providers[0]?.state], ['loading', 'loading']);
  });

  test('is an error with the reason for all providers if the server failed', () => {
    const error = OpenLlmError.of('config', 'Java was not found.');
    const { state, providers } = status({ kind: 'failed', error }, provider('work', 'ready'));
    assert.deepEqual([state, providers[0]?.state, providers[0]?.error?.kind], ['error', 'error', 'config']);
  });
});

function status(server: ServerState, ...listed: ProviderInfo[]): ReturnType<typeof connectionStatus> {
  return connectionStatus(server, listed, words);
}

function provider(name: string, state: ProviderStatus['state']): ProviderInfo {
  return {
    name,
    displayName: name,
    dialect: 'openai-chat',
    apiBase: 'https://llm.example.com/v1',
    local: false,
    configured: true,
    enabled: state !== 'disabled',
    status: { state, message: state },
    needsKey: false,
    keyEnv: [],
    modelCount: 0,
  };
}
