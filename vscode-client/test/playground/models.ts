import type { Column, PlayModel, Prompt, Run } from '../../src/playground/run.js';

export function playModel(id: string, vendor = 'open-llm'): PlayModel {
  const [provider = '', model = ''] = id.split('/');
  return {
    vendor,
    id,
    provider,
    model,
    name: model,
    family: model,
    limits: { contextTokens: 8000, maxInputTokens: 7000, maxOutputTokens: 1000 },
    capabilities: {
      tools: true,
      vision: true,
      files: false,
      reasoning: false,
      reasoningEfforts: [],
      structuredOutput: false,
      streaming: true,
    },
    sources: {},
  };
}

export function promptOf(text: string, overrides: Partial<Prompt> = {}): Prompt {
  return { system: '', text, images: [], tools: [], toolChoice: 'auto', options: {}, ...overrides };
}

export function columnOf(overrides: Partial<Column> = {}): Column {
  const model = playModel('work/one');
  return { model, state: 'done', text: 'Hello', reasoning: '', toolCalls: [], notices: [], figures: {}, ...overrides };
}

export function runOf(id: string, overrides: Partial<Run> = {}): Run {
  return {
    id,
    startedAt: '2026-10-01T10:00:00.000Z',
    prompt: promptOf('Hello'),
    columns: [columnOf(), columnOf()],
    ...overrides,
  };
}
