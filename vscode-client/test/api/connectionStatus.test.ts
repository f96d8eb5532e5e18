import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OpenLlmError, type ProviderInfo, type ProviderStatus } from '@open-llm/client';
import { connectionStatus, type StatusWords } from '../../src/api/connectionStatus.js';
import type { ServerState } from '../../src/server/supervisedServer.js';

const running: ServerState = { kind: 'ready', info: { serverVersion: '1', protocolVersion: 1, processId: 1 } };
const words: StatusWords = {
  t: (message, ...args) => message.replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)])),
  server: (state) => `The server is ${state.kind}.`,
};

describe('the connection that other extensions see', () => {
  test('is ready when one provider is', () => {
    const { state, message } = status(running, provider('work', 'ready'), provider('cloud', 'error'));
    assert.deepEqual([state, message], ['ready', '1 of 2 providers are ready.']);
  });

  test('is loading until the providers are heard of', () => {
    assert.equal(status(running).state, 'loading');
    assert.equal(status(running, provider('work', 'loading'), provider('cloud', 'no_key')).state, 'loading');
  });

  test('is in error when no provider can be asked, though the built-in model could', () => {
    assert.equal(status(running, provider('cloud', 'no_key'), provider('echo', 'ready')).state, 'error');
  });

  test('is ready with the built-in model alone', () => {
    assert.equal(status(running, provider('echo', 'ready')).state, 'ready');
  });

  test('says of a missing key that it is one', () => {
    const { providers } = status(running, provider('cloud', 'no_key'));
    assert.equal(providers[0]?.state, 'error');
    assert.equal(providers[0]?.error?.kind, 'auth');
  });

  test('leaves out what is switched off', () => {
    assert.deepEqual(status(running, provider('cloud', 'disabled'), provider('echo', 'disabled')).providers, []);
  });

  test('is loading with all providers while the server starts', () => {
    const { state, providers } = status({ kind: 'starting' }, provider('work', 'ready'));
    assert.deepEqual([state, providers[0]?.state], ['loading', 'loading']);
  });

  test('is in error with all providers when the server failed, and says why', () => {
    const error = OpenLlmError.of('config', 'No Java.');
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
