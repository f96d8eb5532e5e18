import { OpenLlmError, words, type InitializeResult, type OpenLlmConnection } from '@open-llm/client';
import { Emitter } from '../emitter.js';
import { unexpectedStopError } from './serverErrors.js';

/** The state of the server. */
export type ServerState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly info: InitializeResult }
  | { readonly kind: 'waiting'; readonly error: OpenLlmError; readonly crashed: boolean; readonly restartInMs: number }
  | { readonly kind: 'failed'; readonly error: OpenLlmError };

/** A running server, as implemented by {@link ServerProcess}. */
export interface RunningServer {
  readonly connection: OpenLlmConnection;
  readonly info: InitializeResult;
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

export interface RestartPolicy {
  /** The delay before each consecutive restart, in milliseconds. After the last restart, the server remains down. */
  readonly delaysMs: readonly number[];
  /** How long a server must run for its next failure not to count as consecutive, in milliseconds. */
  readonly wellAfterMs: number;
}

const defaultRestartPolicy: RestartPolicy = { delaysMs: [0, 1000, 2000, 5000, 10_000], wellAfterMs: 60_000 };

/**
 * Keeps a server running: starts it and, if it stops unexpectedly, restarts it with increasing delays. Requests that
 * were being processed by the stopped server fail; requests that are made afterwards wait for the next server.
 */
export class SupervisedServer {
  readonly #start: () => Promise<RunningServer>;
  readonly #restartPolicy: RestartPolicy;
  readonly #changed = new Emitter<ServerState>();
  /** Fires when the state changes. */
  readonly onDidChangeState = this.#changed.event;
  #state: ServerState = { kind: 'stopped' };
  #running: RunningServer | undefined;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  /** The number of starts and stops, which distinguishes the end of an earlier server from that of the current one. */
  #generation = 0;

  constructor(start: () => Promise<RunningServer>, restartPolicy: RestartPolicy = defaultRestartPolicy) {
    this.#start = start;
    this.#restartPolicy = restartPolicy;
  }

  get state(): ServerState {
    return this.#state;
  }

  /** Starts the server unless it is running or starting. */
  start(): void {
    if (this.#state.kind === 'stopped' || this.#state.kind === 'failed') {
      this.#failures = 0;
      void this.#launch();
    }
  }

  /** Stops the running server, if any, and starts a new one. */
  async restart(): Promise<void> {
    await this.stop();
    this.start();
  }

  async stop(): Promise<void> {
    this.#generation++;
    clearTimeout(this.#timer);
    const running = this.#running;
    this.#running = undefined;
    this.#setState({ kind: 'stopped' });
    await running?.stop();
  }

  /** Returns the connection to the server. Waits while the server is starting, and fails if it does not start. */
  connection(): Promise<OpenLlmConnection> {
    if (this.#running) {
      return Promise.resolve(this.#running.connection);
    }
    const error = this.#unavailableError();
    if (error) {
      return Promise.reject(error);
    }
    return new Promise((resolve, reject) => {
      const subscription = this.onDidChangeState(() => {
        const unavailableError = this.#unavailableError();
        if (this.#running) {
          resolve(this.#running.connection);
        } else if (unavailableError) {
          reject(unavailableError);
        } else {
          return;
        }
        subscription.dispose();
      });
    });
  }

  /** Sends a notification to a running server. A server that starts later receives the same data with `initialize`. */
  async notify(send: (connection: OpenLlmConnection) => Promise<void>): Promise<void> {
    if (this.#running) {
      await send(this.#running.connection).catch(() => undefined);
    }
  }

  async #launch(): Promise<void> {
    const generation = ++this.#generation;
    this.#setState({ kind: 'starting' });
    const startedAt = performance.now();
    try {
      const running = await this.#start();
      if (generation !== this.#generation) {
        await running.stop();
        return;
      }
      this.#running = running;
      // The connection ends shortly before the process exits. Requests made in between wait for the next server.
      running.connection.onEnd(() => generation === this.#generation && (this.#running = undefined));
      this.#setState({ kind: 'ready', info: running.info });
      const reason = await running.ended;
      if (performance.now() - startedAt >= this.#restartPolicy.wellAfterMs) {
        this.#failures = 0;
      }
      this.#handleFailure(generation, unexpectedStopError(reason), true);
    } catch (failure) {
      this.#handleFailure(generation, OpenLlmError.from(failure), false);
    }
  }

  #handleFailure(generation: number, error: OpenLlmError, crashed: boolean): void {
    if (generation !== this.#generation) {
      return;
    }
    this.#running = undefined;
    const restartInMs = this.#restartPolicy.delaysMs[this.#failures++];
    // A configuration problem, such as a missing Java runtime, is not solved by a restart.
    if (restartInMs === undefined || error.kind === 'config') {
      this.#setState({ kind: 'failed', error });
      return;
    }
    this.#setState({ kind: 'waiting', error, crashed, restartInMs });
    this.#timer = setTimeout(() => void this.#launch(), restartInMs);
  }

  #unavailableError(): OpenLlmError | undefined {
    switch (this.#state.kind) {
      case 'failed':
        return this.#state.error;
      case 'stopped':
        return OpenLlmError.localizable(
          'internal',
          words.t('The Open LLM server is stopped.'),
          words.t('Run the “{0}” command.', 'Open LLM: Restart Server'),
        );
      default:
        return undefined;
    }
  }

  #setState(state: ServerState): void {
    this.#state = state;
    this.#changed.fire(state);
  }
}
