import type { ModelInfo } from '@open-llm/client';

/** Returns a model with the specified capabilities and default values for everything else. */
export function model(
  capabilities: Partial<ModelInfo['capabilities']> = {},
  facts: Partial<ModelInfo> = {},
): ModelInfo {
  return {
    id: 'local/small',
    provider: 'local',
    model: 'small',
    name: 'Small',
    family: 'small',
    limits: { contextTokens: 40_960, maxInputTokens: 32_768, maxOutputTokens: 8192 },
    capabilities: {
      tools: false,
      vision: false,
      files: false,
      reasoning: false,
      reasoningEfforts: [],
      structuredOutput: false,
      streaming: true,
      ...capabilities,
    },
    sources: {},
    ...facts,
  };
}
