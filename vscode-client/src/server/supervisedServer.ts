import { OpenLlmError, type InitializeResult, type OpenLlmConnection } from '@open-llm/client';
import { Signal } from '../signal.js';

/** How the server is. */
export type ServerState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly info: InitializeResult }
  | { readonly kind: 'waiting'; readonly reason: string; readonly restartInMs: number }
  | { readonly kind: 'failed'; readonly error: OpenLlmError };

/** A server that runs, as {@link ServerProcess} is one. */
export interface RunningServer {
  readonly connection: OpenLlmConnection;
  readonly info: InitializeResult;
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

export interface Restarts {
  /** How long to wait before each restart in a row, in milliseconds; after the last one it stays down. */
  readonly delaysMs: readonly number[];
  /** A server that ran this long has not failed in a row, in milliseconds. */
  readonly wellAfterMs: number;
}

const defaultRestarts: Restarts = { delaysMs: [0, 1000, 2000, 5000, 10_000], wellAfterMs: 60_000 };

/**
 * Keeps a server running: starts it, and starts it again when it dies, later each time. Requests made meanwhile wait
 * for it; those that ran in a server that died fail.
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
  /** Counts starts and stops, so that the end of an earlier server is not taken for that of the present one. */
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

  /** Tells a running server something; one that starts later learns it from `initialize`. */
  async tell(message: (connection: OpenLlmConnection) => Promise<void>): Promise<void> {
    if (this.#running) {
      await message(this.#running.connection).catch(() => undefined);
    }
  }

  async #launch(): Promise<void> {
    const turn = ++this.#turn;
    this.#enter({ kind: 'starting' });
    const startedAt = Date.now();
    try {
      const running = await this.#start();
      if (turn !== this.#turn) {
        await running.stop();
        return;
      }
      this.#running = running;
      // The connection ends a moment before the process is gone: what is asked in between waits for the next server.
      running.connection.onEnd(() => turn === this.#turn && (this.#running = undefined));
      this.#enter({ kind: 'ready', info: running.info });
      const reason = await running.ended;
      if (Date.now() - startedAt >= this.#restarts.wellAfterMs) {
        this.#failures = 0;
      }
      this.#died(turn, OpenLlmError.of('internal', `The Open LLM server ended: ${reason}.`, 'See the log.'));
    } catch (failure) {
      this.#died(turn, OpenLlmError.from(failure));
    }
  }

  #died(turn: number, error: OpenLlmError): void {
    if (turn !== this.#turn) {
      return;
    }
    this.#running = undefined;
    const restartInMs = this.#restarts.delaysMs[this.#failures++];
    // What is wrong with the configuration, as a missing Java is, does not pass by itself.
    if (restartInMs === undefined || error.kind === 'config') {
      this.#enter({ kind: 'failed', error });
      return;
    }
    this.#enter({ kind: 'waiting', reason: error.message, restartInMs });
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
