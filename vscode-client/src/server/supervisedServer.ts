import { OpenLlmError, type InitializeResult, type OpenLlmConnection } from '@open-llm/client';
import { Signal } from '../signal.js';
import { endedUnexpectedly } from './serverErrors.js';

/** The state of the server. */
export type ServerState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly info: InitializeResult }
  | { readonly kind: 'waiting'; readonly error: OpenLlmError; readonly crashed: boolean; readonly restartInMs: number }
  | { readonly kind: 'failed'; readonly error: OpenLlmError };

/** A running server, in the form of {@link ServerProcess}. */
export interface RunningServer {
  readonly connection: OpenLlmConnection;
  readonly info: InitializeResult;
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

export interface Restarts {
  /** How long to wait before each consecutive restart, in milliseconds; after the last one it stays down. */
  readonly delaysMs: readonly number[];
  /** A server that ran this long has not failed consecutively, in milliseconds. */
  readonly wellAfterMs: number;
}

const defaultRestarts: Restarts = { delaysMs: [0, 1000, 2000, 5000, 10_000], wellAfterMs: 60_000 };

/**
 * Keeps a server running: starts it, and restarts it when it dies, with increasing delays. Requests made meanwhile wait
 * for it; those that were running in a server that died fail.
 */
export class SupervisedServer {
  readonly #start: () => Promise<RunningServer>;
  readonly #restarts: Restarts;
  readonly #changed = new Signal<ServerState>();
  /** The state changed. */
  readonly onDidChangeState = this.#changed.event;
  #state: ServerState = { kind: 'stopped' };
  #running: RunningServer | undefined;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Counts starts and stops, so that the end of an earlier server is not mistaken for that of the current one. */
  #turn = 0;

  constructor(start: () => Promise<RunningServer>, restarts: Restarts = defaultRestarts) {
    this.#start = start;
    this.#restarts = restarts;
  }

  get state(): ServerState {
    return this.#state;
  }

  /** Starts the server unless it runs, or is about to. */
  start(): void {
    if (this.#state.kind === 'stopped' || this.#state.kind === 'failed') {
      this.#failures = 0;
      void this.#launch();
    }
  }

  /** Ends the server, if there is one, and starts another. */
  async restart(): Promise<void> {
    await this.stop();
    this.start();
  }

  async stop(): Promise<void> {
    this.#turn++;
    clearTimeout(this.#timer);
    const running = this.#running;
    this.#running = undefined;
    this.#enter({ kind: 'stopped' });
    await running?.stop();
  }

  /** The connection to the server; waits while it starts, and fails when it does not. */
  connection(): Promise<OpenLlmConnection> {
    if (this.#running) {
      return Promise.resolve(this.#running.connection);
    }
    const error = this.#unavailable();
    if (error) {
      return Promise.reject(error);
    }
    return new Promise((resolve, reject) => {
      const listening = this.onDidChangeState(() => {
        const unavailable = this.#unavailable();
        if (this.#running) {
          resolve(this.#running.connection);
        } else if (unavailable) {
          reject(unavailable);
        } else {
          return;
        }
        listening.dispose();
      });
    });
  }

  /** Notifies a running server; one that starts later receives it with `initialize`. */
  async tell(message: (connection: OpenLlmConnection) => Promise<void>): Promise<void> {
    if (this.#running) {
      await message(this.#running.connection).catch(() => undefined);
    }
  }

  async #launch(): Promise<void> {
    const turn = ++this.#turn;
    this.#enter({ kind: 'starting' });
    const startedAt = performance.now();
    try {
      const running = await this.#start();
      if (turn !== this.#turn) {
        await running.stop();
        return;
      }
      this.#running = running;
      // The connection ends a moment before the process is gone: requests in between wait for the next server.
      running.connection.onEnd(() => turn === this.#turn && (this.#running = undefined));
      this.#enter({ kind: 'ready', info: running.info });
      const reason = await running.ended;
      if (performance.now() - startedAt >= this.#restarts.wellAfterMs) {
        this.#failures = 0;
      }
      this.#died(turn, endedUnexpectedly(reason), true);
    } catch (failure) {
      this.#died(turn, OpenLlmError.from(failure), false);
    }
  }

  #died(turn: number, error: OpenLlmError, crashed: boolean): void {
    if (turn !== this.#turn) {
      return;
    }
    this.#running = undefined;
    const restartInMs = this.#restarts.delaysMs[this.#failures++];
    // A configuration problem, such as a missing Java, does not go away by itself.
    if (restartInMs === undefined || error.kind === 'config') {
      this.#enter({ kind: 'failed', error });
      return;
    }
    this.#enter({ kind: 'waiting', error, crashed, restartInMs });
    this.#timer = setTimeout(() => void this.#launch(), restartInMs);
  }

  #unavailable(): OpenLlmError | undefined {
    switch (this.#state.kind) {
      case 'failed':
        return this.#state.error;
      case 'stopped':
        return OpenLlmError.of(
          'internal',
          'The Open LLM server is stopped.',
          'Run the command Open LLM: Restart Server.',
        );
      default:
        return undefined;
    }
  }

  #enter(state: ServerState): void {
    this.#state = state;
    this.#changed.fire(state);
  }
}
