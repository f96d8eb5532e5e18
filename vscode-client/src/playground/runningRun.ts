import { OpenLlmError } from '@open-llm/client';
import type { PassingNotice } from '../model/passingNotice.js';
import { Emitter } from '../emitter.js';
import {
  emptyColumn,
  hasEnded,
  applyRunEvent,
  type ColumnEvent,
  type ColumnMetrics,
  type PlayModel,
  type Prompt,
  type Run,
  type RunEvent,
  type ToolCall,
} from './run.js';

/** A part of a response. */
export type Chunk =
  | { readonly type: 'text' | 'reasoning'; readonly text: string }
  | { readonly type: 'toolCall'; readonly call: ToolCall }
  | { readonly type: 'notice'; readonly message: string; readonly passing?: PassingNotice };

/** The usage that is known at the end of a response. */
export type Usage = Pick<ColumnMetrics, 'inputTokens' | 'outputTokens' | 'estimated' | 'costUsd'>;

/** Sends the prompt to one model. Fails with an error message for the user. */
export type SendPrompt = (
  model: PlayModel,
  prompt: Prompt,
  context: { readonly signal: AbortSignal; readonly onChunk: (chunk: Chunk) => void },
) => Promise<Usage>;

/** A run in progress. The prompt is sent to all models in parallel. */
export class RunningRun {
  readonly #sendPrompt: SendPrompt;
  readonly #events = new Emitter<RunEvent>();
  /** Fires after an event has been applied to the run. */
  readonly onEvent = this.#events.event;
  readonly #controllers = new Map<number, AbortController>();
  #run: Run;

  constructor(run: Run, send: SendPrompt) {
    this.#run = run;
    this.#sendPrompt = send;
  }

  /** Creates a run without sending the prompt. */
  static of(id: string, prompt: Prompt, models: readonly PlayModel[], send: SendPrompt): RunningRun {
    return new RunningRun({ id, startedAt: new Date().toISOString(), prompt, columns: models.map(emptyColumn) }, send);
  }

  /** The current state of the run. */
  get run(): Run {
    return this.#run;
  }

  get hasEnded(): boolean {
    return this.#run.columns.every(hasEnded);
  }

  /** Sends the prompt to every model. Resolves when the last response has ended. */
  async sendAll(): Promise<void> {
    await Promise.all(this.#run.columns.map((_column, index) => this.send(index)));
  }

  /**
   * Sends the prompt to the model of one column, for the first time or again. Never fails: an error is shown in the
   * column.
   */
  async send(index: number): Promise<void> {
    const column = this.#run.columns[index];
    if (!column || this.#controllers.has(index)) {
      return;
    }
    const stop = new AbortController();
    this.#controllers.set(index, stop);
    this.#apply(index, { type: 'asked' });
    const start = performance.now();
    const atMs = (): number => performance.now() - start;
    try {
      const usage = await this.#sendPrompt(column.model, this.#run.prompt, {
        signal: stop.signal,
        onChunk: (chunk) => this.#apply(index, { ...chunk, atMs: atMs() }),
      });
      const state = stop.signal.aborted ? 'stopped' : 'done';
      this.#apply(index, { type: 'ended', state, atMs: atMs(), usage });
    } catch (failure) {
      const { info, kind } = OpenLlmError.from(failure);
      const end = { type: 'ended', atMs: atMs(), usage: {} } as const;
      const stopped = stop.signal.aborted || kind === 'cancelled';
      this.#apply(index, stopped ? { ...end, state: 'stopped' } : { ...end, state: 'failed', error: info });
    } finally {
      this.#controllers.delete(index);
    }
  }

  /** Cancels one column or, if no index is specified, all columns. */
  stop(index?: number): void {
    const stopped = index === undefined ? [...this.#controllers.values()] : [this.#controllers.get(index)];
    stopped.forEach((controller) => controller?.abort());
  }

  #apply(index: number, event: ColumnEvent): void {
    this.#run = applyRunEvent(this.#run, { index, event });
    this.#events.fire({ index, event });
  }
}
