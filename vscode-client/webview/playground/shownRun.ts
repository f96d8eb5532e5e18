import type { ErrorInfo } from '@open-llm/client';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { columnNames } from '../../src/playground/columnNames.js';
import { isOver, runAfter, type Column, type Prompt, type PlayModel, type Run } from '../../src/playground/run.js';
import type { RunWatched } from '../../src/view/api/playground.js';
import { duration } from '../shared/format.js';
import { t } from '../shared/l10n.js';
import { serverError } from '../shared/serverText.js';
import { AsyncTask } from '../shared/asyncTask.js';
import type { PlaygroundBridge } from './bridge.js';

/** The functions of the page that are called when an event of its run arrives. */
interface ShownRunParts {
  bridge(): PlaygroundBridge;
  /** Called before the run is rendered again. */
  changes(): void;
}

/** Follows the run that the page shows. The run itself is managed by the host. */
export class ShownRun implements ReactiveController {
  run: Run | undefined;
  /** The last event in a sentence, for screen readers. */
  said = '';
  readonly #host: ReactiveControllerHost;
  readonly #parts: ShownRunParts;
  #id: string | undefined;
  #watching = new AbortController();
  readonly #following: AsyncTask;

  constructor(host: ReactiveControllerHost, parts: ShownRunParts) {
    this.#host = host;
    this.#parts = parts;
    this.#following = new AsyncTask(host);
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#watching.abort();
  }

  /** The reason why the events of the run are unknown. */
  get failure(): ErrorInfo | undefined {
    return this.#following.failure;
  }

  /** The ID of the followed run. It is available before the responses are known. */
  get id(): string | undefined {
    return this.#id;
  }

  get isRunning(): boolean {
    return this.run !== undefined && !this.run.columns.every(isOver);
  }

  column(index: number | undefined): Column | undefined {
    return index === undefined ? undefined : this.run?.columns[index];
  }

  /** Starts a run and follows it. */
  async start(id: string, prompt: Prompt, models: readonly PlayModel[]): Promise<void> {
    const before = this.#id;
    this.#id = id;
    try {
      this.run = await this.#parts.bridge().request('run/start', { id, prompt, models });
    } catch (failure) {
      this.#id = before;
      throw failure;
    }
    this.follow(id);
  }

  /** Repeats the request of one column. */
  async again(index: number): Promise<void> {
    if (this.run) {
      await this.#parts.bridge().request('run/again', { id: this.run.id, index });
      this.follow(this.run.id);
    }
  }

  /** Cancels one column or, if no index is specified, all columns. */
  async stop(index?: number): Promise<void> {
    if (this.run) {
      const { id } = this.run;
      await this.#parts.bridge().request('run/stop', index === undefined ? { id } : { id, index });
    }
  }

  /** Shows a run and its events instead of the previous run. */
  follow(id: string, opened?: (run: Run) => void): void {
    this.#id = id;
    this.#watching.abort();
    const { signal } = (this.#watching = new AbortController());
    const onProgress = (value: RunWatched): void => {
      if (!signal.aborted) {
        this.#happened(value);
        if ('run' in value) {
          opened?.(value.run);
        }
      }
    };
    void this.#following.run('', () => this.#parts.bridge().request('run/watch', { id }, { signal, onProgress }));
  }

  #happened(value: RunWatched): void {
    this.#parts.changes();
    if ('run' in value) {
      this.run = value.run;
    } else if (this.run) {
      this.run = runAfter(this.run, value);
      if (value.event.type === 'ended') {
        const names = columnNames(this.run.columns.map(({ model }) => model));
        this.said = sentenceOf(this.run.columns[value.index], names[value.index] ?? '');
      }
    }
    this.#host.requestUpdate();
  }
}

/**
 * Returns the announcement that a response has ended. Several responses cannot be read out at the same time, so only
 * the end of each is announced. The user can read each response in its column.
 */
function sentenceOf(column: Column | undefined, name: string): string {
  switch (column?.state) {
    case 'done':
      return t('{0} responded in {1}.', name, duration(column.figures.totalMs ?? 0));
    case 'stopped':
      return t('{0} was canceled.', name);
    default:
      return t('{0} failed: {1}', name, column?.error ? serverError(column.error)[0] : '');
  }
}
