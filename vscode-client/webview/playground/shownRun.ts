import type { ErrorInfo } from '@open-llm/client';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { columnNames } from '../../src/playground/columnNames.js';
import {
  hasEnded,
  applyRunEvent,
  type Column,
  type Prompt,
  type PlayModel,
  type Run,
} from '../../src/playground/run.js';
import type { RunProgress } from '../../src/view/api/playground.js';
import { formatDuration } from '../shared/format.js';
import { t } from '../shared/l10n.js';
import { serverError } from '../shared/serverText.js';
import { AsyncTask } from '../shared/asyncTask.js';
import type { PlaygroundBridge } from './bridge.js';

/** The functions of the page that are called when an event of its run arrives. */
interface ShownRunCallbacks {
  bridge(): PlaygroundBridge;
  /** Called before the run is rendered again. */
  beforeUpdate(): void;
}

/** Follows the run that the page shows. The run itself is managed by the host. */
export class ShownRun implements ReactiveController {
  run: Run | undefined;
  /** The last event in a sentence, for screen readers. */
  announcement = '';
  readonly #host: ReactiveControllerHost;
  readonly #callbacks: ShownRunCallbacks;
  #id: string | undefined;
  #abortController = new AbortController();
  readonly #followTask: AsyncTask;

  constructor(host: ReactiveControllerHost, callbacks: ShownRunCallbacks) {
    this.#host = host;
    this.#callbacks = callbacks;
    this.#followTask = new AsyncTask(host);
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#abortController.abort();
  }

  /** The reason why the events of the run are unknown. */
  get failure(): ErrorInfo | undefined {
    return this.#followTask.failure;
  }

  /** The ID of the followed run. It is available before the responses are known. */
  get id(): string | undefined {
    return this.#id;
  }

  get isRunning(): boolean {
    return this.run !== undefined && !this.run.columns.every(hasEnded);
  }

  column(index: number | undefined): Column | undefined {
    return index === undefined ? undefined : this.run?.columns[index];
  }

  /** Starts a run and follows it. */
  async start(id: string, prompt: Prompt, models: readonly PlayModel[]): Promise<void> {
    const previousId = this.#id;
    this.#id = id;
    try {
      this.run = await this.#callbacks.bridge().request('run/start', { id, prompt, models });
    } catch (failure) {
      this.#id = previousId;
      throw failure;
    }
    this.follow(id);
  }

  /** Repeats the request of one column. */
  async retry(index: number): Promise<void> {
    if (this.run) {
      await this.#callbacks.bridge().request('run/again', { id: this.run.id, index });
      this.follow(this.run.id);
    }
  }

  /** Cancels one column or, if no index is specified, all columns. */
  async stop(index?: number): Promise<void> {
    if (this.run) {
      const { id } = this.run;
      await this.#callbacks.bridge().request('run/stop', index === undefined ? { id } : { id, index });
    }
  }

  /** Shows a run and its events instead of the previous run. */
  follow(id: string, onOpen?: (run: Run) => void): void {
    this.#id = id;
    this.#abortController.abort();
    const { signal } = (this.#abortController = new AbortController());
    const onProgress = (value: RunProgress): void => {
      if (!signal.aborted) {
        this.#handleProgress(value);
        if ('run' in value) {
          onOpen?.(value.run);
        }
      }
    };
    void this.#followTask.run('', () => this.#callbacks.bridge().request('run/watch', { id }, { signal, onProgress }));
  }

  #handleProgress(value: RunProgress): void {
    this.#callbacks.beforeUpdate();
    if ('run' in value) {
      this.run = value.run;
    } else if (this.run) {
      this.run = applyRunEvent(this.run, value);
      if (value.event.type === 'ended') {
        const names = columnNames(this.run.columns.map(({ model }) => model));
        this.announcement = announcementOf(this.run.columns[value.index], names[value.index] ?? '');
      }
    }
    this.#host.requestUpdate();
  }
}

/**
 * Returns the announcement that a response has ended. Several responses cannot be read out at the same time, so only
 * the end of each is announced. The user can read each response in its column.
 */
function announcementOf(column: Column | undefined, name: string): string {
  switch (column?.state) {
    case 'done':
      return t('{0} responded in {1}.', name, formatDuration(column.figures.totalMs ?? 0));
    case 'stopped':
      return t('{0} was canceled.', name);
    default:
      return t('{0} failed: {1}', name, column?.error ? serverError(column.error)[0] : '');
  }
}
