import type { ConsumerUsage, ProviderInfo, ServerStatus } from '@open-llm/client';
import type { TestRoutes } from './browser.js';

/** Returns a server with a provider in every state. Two providers require an action by the user. */
export function running(): TestRoutes {
  const providers = [
    provider('openai', 'OpenAI', { state: 'ready', message: 'Ready · 2 models' }),
    provider('ollama', 'Ollama', {
      state: 'error',
      message: 'Cannot reach localhost:11434',
      error: {
        kind: 'network',
        message: 'No server is listening on localhost:11434.',
        hint: 'Start Ollama, or change the address.',
      },
    }),
    provider('groq', 'Groq', { state: 'no_key', message: 'No API key' }),
  ];
  return {
    'server/state': () => ({ kind: 'ready', sentence: 'Server version 0.1.0 is running.' }),
    'status/get': () => status(),
    'names/list': () => ({ 'acme.reviewer': 'Reviewer', 'openai/gpt-5': 'GPT-5' }),
    'providers/list': () => ({ providers }),
    'diagnosis/copy': () => null,
    'command/run': () => null,
  };
}

export function status(
  consumers: readonly ConsumerUsage[] = [usage('acme.reviewer', 0.0638), usage('cli')],
): ServerStatus {
  return {
    serverVersion: '0.1.0',
    javaVersion: '25.0.1+8-LTS',
    processId: 4711,
    uptimeMs: 3_723_000,
    memoryBytes: 157_286_400,
    consumers: [...consumers],
  };
}

function usage(consumer: string, costUsd?: number): ConsumerUsage {
  return {
    consumer,
    requests: 12,
    failures: 1,
    inputTokens: 18_250,
    outputTokens: 4100,
    ...(costUsd === undefined ? {} : { costUsd }),
    lastModel: 'openai/gpt-5',
    lastAtMs: 1_795_400_000_000,
  };
}

export function provider(name: string, displayName: string, status: ProviderInfo['status']): ProviderInfo {
  return {
    name,
    displayName,
    dialect: 'openai-chat',
    apiBase: `https://api.${name}.example/v1`,
    local: false,
    configured: true,
    enabled: true,
    status,
    needsKey: true,
    keyEnv: [],
    modelCount: 2,
    source: '~/.config/openllm/config.yaml:3',
  };
}
