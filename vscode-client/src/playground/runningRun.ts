import { OpenLlmError } from '@open-llm/client';
import type { PassingNotice } from '../model/passingNotice.js';
import { Signal } from '../signal.js';
import {
  emptyColumn,
  isOver,
  runAfter,
  type ColumnEvent,
  type Figures,
  type PlayModel,
  type Prompt,
  type Run,
  type RunEvent,
  type ToolCall,
} from './run.js';

/** A part of a response. */
export type Piece =
  | { readonly type: 'text' | 'reasoning'; readonly text: string }
  | { readonly type: 'toolCall'; readonly call: ToolCall }
  | { readonly type: 'notice'; readonly message: string; readonly passing?: PassingNotice };

/** The usage that is known at the end of a response. */
export type Usage = Pick<Figures, 'inputTokens' | 'outputTokens' | 'estimated' | 'costUsd'>;

/** Sends the prompt to one model. Fails with an error message for the user. */
export type Ask = (
  model: PlayModel,
  prompt: Prompt,
  context: { readonly signal: AbortSignal; readonly onPiece: (piece: Piece) => void },
) => Promise<Usage>;

/** A run in progress. The prompt is sent to all models in parallel. */
export class RunningRun {
  readonly #ask: Ask;
  readonly #happened = new Signal<RunEvent>();
  /** Fires after an event has been applied to the run. */
  readonly onEvent = this.#happened.event;
  readonly #asking = new Map<number, AbortController>();
  #run: Run;

  constructor(run: Run, ask: Ask) {
    this.#run = run;
    this.#ask = ask;
  }

  /** Creates a run without sending the prompt. */
  static of(id: string, prompt: Prompt, models: readonly PlayModel[], ask: Ask): RunningRun {
    return new RunningRun({ id, startedAt: new Date().toISOString(), prompt, columns: models.map(emptyColumn) }, ask);
  }

  /** The current state of the run. */
  get run(): Run {
    return this.#run;
  }

  get isOver(): boolean {
    return this.#run.columns.every(isOver);
  }

  /** Sends the prompt to every model. Resolves when the last response has ended. */
  async askAll(): Promise<void> {
    await Promise.all(this.#run.columns.map((_column, index) => this.ask(index)));
  }

  /**
   * Sends the prompt to the model of one column, for the first time or again. Never fails: an error is shown in the
   * column.
   */
  async ask(index: number): Promise<void> {
    const column = this.#run.columns[index];
    if (!column || this.#asking.has(index)) {
      return;
    }
    const stop = new AbortController();
    this.#asking.set(index, stop);
    this.#take(index, { type: 'asked' });
    const start = performance.now();
    const atMs = (): number => performance.now() - start;
    try {
      const usage = await this.#ask(column.model, this.#run.prompt, {
        signal: stop.signal,
        onPiece: (piece) => this.#take(index, { ...piece, atMs: atMs() }),
      });
      const state = stop.signal.aborted ? 'stopped' : 'done';
      this.#take(index, { type: 'ended', state, atMs: atMs(), usage });
    } catch (failure) {
      const { info, kind } = OpenLlmError.from(failure);
      const end = { type: 'ended', atMs: atMs(), usage: {} } as const;
      const stopped = stop.signal.aborted || kind === 'cancelled';
      this.#take(index, stopped ? { ...end, state: 'stopped' } : { ...end, state: 'failed', error: info });
    } finally {
      this.#asking.delete(index);
    }
  }

  /** Cancels one column or, if no index is specified, all columns. */
  stop(index?: number): void {
    const stopped = index === undefined ? [...this.#asking.values()] : [this.#asking.get(index)];
    stopped.forEach((asking) => asking?.abort());
  }

  #take(index: number, event: ColumnEvent): void {
    this.#run = runAfter(this.#run, { index, event });
    this.#happened.fire({ index, event });
  }
}
