import type { Column, ColumnEvent, PlayModel, Run, RunSummary } from '../../src/playground/run.js';
import type { RunProgress } from '../../src/view/api/playground.js';
import { waitUntil, type OpenPage, type TestRoutes } from './browser.js';

/** Sends a prompt to the models in the columns. */
export async function sendPrompt(page: OpenPage['page'], text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill(text);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
}

/** Waits until the page follows the run. Before that, it receives no events. */
export const untilWatched = (host: PlaygroundHost): Promise<void> => waitUntil(() => host.isWatched);

/** A fake host. It starts runs and lets the test control their events. */
export class PlaygroundHost {
  started: Run | undefined;
  readonly #watching: ((value: RunProgress) => void)[] = [];

  constructor(
    readonly models: readonly PlayModel[] = [
      model('openai/gpt-5', 'GPT-5'),
      model('anthropic/claude', 'Claude'),
      model('ollama/qwen', 'Qwen'),
    ],
  ) {}

  routes(): TestRoutes {
    return {
      'models/list': () => this.models,
      'tools/list': () => [
        { name: 'read_file', description: 'Reads a file.' },
        { name: 'list_files', description: 'Lists a folder.' },
      ],
      'run/start': ({ id, prompt, models }: { id: string; prompt: Run['prompt']; models: PlayModel[] }) =>
        (this.started = { id, startedAt: '2026-10-01T10:00:00Z', prompt, columns: models.map(waitingColumn) }),
      'run/watch': (_params: never, progress: (value: unknown) => void) => {
        progress({ run: this.started ?? savedRun });
        this.#watching.push(progress);
        return new Promise(() => undefined);
      },
      'run/stop': () => null,
      'run/again': () => null,
      'run/export': () => null,
      'runs/list': () => summaries,
      'runs/delete': () => null,
      'code/copy': () => null,
      'link/open': () => null,
      'configure/open': () => null,
      'images/pick': () => ({ images: [], refused: [] }),
    };
  }

  get isWatched(): boolean {
    return this.#watching.length > 0;
  }

  emit(index: number, event: ColumnEvent): void {
    this.#watching.at(-1)?.({ index, event });
  }

  respondAll(): void {
    this.emit(0, {
      type: 'text',
      text: 'A monad is a **monoid** in the category of endofunctors.\n\n```haskell\nreturn :: a -> m a\n```\n',
      atMs: 420,
    });
    this.emit(0, {
      type: 'ended',
      state: 'done',
      atMs: 2100,
      usage: { inputTokens: 12, outputTokens: 120, costUsd: 0.0021 },
    });
    this.emit(1, { type: 'reasoning', text: 'The user wants a definition.', atMs: 650 });
    this.emit(1, { type: 'text', text: 'A monad is a *design pattern* in the category of programs.', atMs: 900 });
    this.emit(1, {
      type: 'ended',
      state: 'done',
      atMs: 1600,
      usage: { inputTokens: 14, outputTokens: 90, costUsd: 0.0042 },
    });
  }
}

export const draft = {
  system: '',
  text: '',
  images: [],
  tools: [],
  toolChoice: 'auto',
  parameters: {
    temperature: '',
    topP: '',
    maxOutputTokens: '',
    seed: '',
    stop: '',
    reasoningEffort: '',
    format: '',
    schema: '',
    parallelToolCalls: '',
    extra: '',
  },
};

const summaries: readonly RunSummary[] = [
  { id: 'run-2', startedAt: '2026-10-02T10:00:00Z', title: 'Why is the sky blue?', models: ['GPT-5', 'Claude'] },
  { id: 'run-1', startedAt: '2026-10-01T10:00:00Z', title: 'What is a monad?', models: ['GPT-5', 'Claude', 'Qwen'] },
];

function waitingColumn(forModel: PlayModel): Column {
  return { model: forModel, state: 'waiting', text: '', reasoning: '', toolCalls: [], notices: [], figures: {} };
}

const savedRun: Run = {
  id: 'run-2',
  startedAt: '2026-10-02T10:00:00Z',
  prompt: {
    system: 'Answer in one sentence.',
    text: 'Why is the sky blue?',
    images: [],
    tools: [],
    toolChoice: 'auto',
    options: { temperature: 0.2 },
  },
  columns: [
    {
      ...waitingColumn(model('openai/gpt-5', 'GPT-5')),
      state: 'done',
      text: 'Rayleigh scattering.',
      figures: { firstTokenMs: 300, totalMs: 900, outputTokens: 6 },
    },
    {
      ...waitingColumn(model('old/retired', 'Retired Model')),
      state: 'done',
      text: 'Air molecules scatter blue light.',
      figures: { firstTokenMs: 200, totalMs: 950, outputTokens: 6 },
    },
  ],
};

function model(id: string, name: string, overrides: Partial<PlayModel> = {}): PlayModel {
  const [provider = '', modelId = ''] = id.split('/');
  return {
    vendor: 'open-llm',
    id,
    provider,
    model: modelId,
    name,
    family: modelId,
    limits: { contextTokens: 200_000, maxInputTokens: 180_000, maxOutputTokens: 20_000 },
    capabilities: {
      tools: true,
      vision: true,
      files: false,
      reasoning: true,
      reasoningEfforts: [],
      structuredOutput: true,
      streaming: true,
    },
    sources: {},
    ...overrides,
  };
}
