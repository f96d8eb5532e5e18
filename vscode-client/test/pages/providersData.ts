import type { ConfigShowResult, ModelInfo, ProviderInfo } from '@open-llm/client';
import type { OpenPage, TestRoutes } from './browser.js';

/**
 * Returns a page with providers in every state: one that works, one that does not respond, one without an API key, and
 * one to add.
 */
export function configuredRoutes(): TestRoutes {
  const ollama = provider('ollama', 'Ollama', {
    needsKey: false,
    local: true,
    apiBase: 'http://localhost:11434',
    status: {
      state: 'error',
      message: 'Cannot reach localhost:11434',
      error: {
        kind: 'network',
        message: 'No server is listening on localhost:11434.',
        hint: 'Start Ollama, or change the address.',
      },
    },
  });
  return routesWith(
    [provider('openai', 'OpenAI'), ollama, builtIn('groq', 'Groq')],
    [model('gpt-5'), model('text-only', { vision: false })],
  );
}

export function routesWith(providers: readonly ProviderInfo[], models: readonly ModelInfo[]): TestRoutes {
  return {
    'providers/list': () => ({ providers }),
    'local/look': () => null,
    'chat/ask': () => null,
    'models/list': () => ({ models, hidden: [], embeddingModels: [], defaultModel: models[0]?.id }),
    'config/show': () => configWith(),
    'config/edit': () => ({ changes: [{ path: ['providers'] }], problems: [], file: '~/.config/openllm/config.yaml' }),
  };
}

/** Returns a configuration that is defined in the user's configuration file and settings, with a workspace open. */
export function configWith(values: ConfigShowResult['values'] = []): ConfigShowResult {
  return {
    values,
    places: [
      { target: { store: 'vscode', level: 'user' }, name: 'VS Code user settings', exists: false },
      { target: { store: 'vscode', level: 'workspace' }, name: 'VS Code workspace settings', exists: false },
      {
        target: { store: 'native', level: 'user' },
        name: '~/.config/openllm/config.yaml',
        file: '~/.config/openllm/config.yaml',
        exists: true,
      },
    ],
    problems: [],
  };
}

export function provider(name: string, displayName: string, overrides: Partial<ProviderInfo> = {}): ProviderInfo {
  return {
    name,
    displayName,
    dialect: 'openai-chat',
    apiBase: `https://api.${name}.example/v1`,
    local: false,
    configured: true,
    enabled: true,
    status: { state: 'ready', message: 'Ready · 2 models' },
    needsKey: true,
    keySource: `environment variable ${name.toUpperCase()}_API_KEY`,
    keyEnv: [],
    modelCount: 2,
    source: '~/.config/openllm/config.yaml:3',
    ...overrides,
  };
}

export function builtIn(name: string, displayName: string): ProviderInfo {
  return provider(name, displayName, { configured: false, status: { state: 'known', message: '' } });
}

export function model(id: string, overrides: { vision?: boolean } = {}): ModelInfo {
  return {
    id: `openai/${id}`,
    provider: 'openai',
    model: id,
    name: id,
    family: id,
    limits: { contextTokens: 400_000, maxInputTokens: 272_000, maxOutputTokens: 128_000 },
    capabilities: {
      tools: true,
      vision: overrides.vision ?? true,
      files: false,
      reasoning: true,
      reasoningEfforts: [],
      structuredOutput: true,
      streaming: true,
    },
    pricing: { input: 1.25, output: 10 },
    sources: { 'limits.contextTokens': 'catalog' },
  };
}

/** A configuration change that the page requested. */
export interface Edit {
  target: unknown;
  edits: unknown;
}

/** The source to which new values are written by default. */
export const userFile = { level: 'user', store: 'native' };

export async function selectOption({ page }: OpenPage, name: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name }).selectOption({ label: option });
}
