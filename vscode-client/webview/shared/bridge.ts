import type { ErrorInfo } from '@open-llm/client';
import { parseMessageToPage, type Api, type Events, type MessageToHost } from '../../src/view/messages.js';

interface VsCodeApi {
  postMessage(message: MessageToHost): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** A failed request, with a hint about what the user can do. */
export class RequestError extends Error {
  constructor(readonly info: ErrorInfo) {
    super(info.message);
  }
}

/** Returns the error information to show to the user. */
export function toErrorInfo(failure: unknown): ErrorInfo {
  return failure instanceof RequestError ? failure.info : { kind: 'internal', message: String(failure) };
}

interface PendingRequest {
  resolve(result: unknown): void;
  reject(failure: RequestError): void;
  onProgress?: ((value: unknown) => void) | undefined;
}

/** The connection of a page to its host. Each page has exactly one. */
export class Bridge<A extends Api, E extends Events> {
  readonly #vscode = acquireVsCodeApi();
  readonly #pendingRequests = new Map<number, PendingRequest>();
  readonly #listeners = new Map<string, Set<(value: unknown) => void>>();
  #lastId = 0;

  constructor() {
    addEventListener('message', (event: MessageEvent<unknown>) => this.#receive(event.data));
    this.#vscode.postMessage({ kind: 'opened' });
  }

  /** Sends a request to the host. If the signal is aborted, the request is canceled. */
  request<M extends keyof A & string>(
    method: M,
    params: A[M]['params'],
    options: { signal?: AbortSignal; onProgress?: (value: A[M]['progress']) => void } = {},
  ): Promise<A[M]['result']> {
    const id = ++this.#lastId;
    return new Promise<A[M]['result']>((resolve, reject) => {
      this.#pendingRequests.set(id, {
        resolve,
        reject,
        onProgress: options.onProgress,
      });
      options.signal?.addEventListener('abort', () => this.#vscode.postMessage({ kind: 'cancel', id }));
      this.#vscode.postMessage({ kind: 'request', id, method, params });
    });
  }

  /** Listens for an event from the host. */
  on<N extends keyof E & string>(name: N, listener: (value: E[N]) => void): void {
    const listeners = this.#listeners.get(name) ?? new Set();
    listeners.add(listener as (value: unknown) => void);
    this.#listeners.set(name, listeners);
  }

  /** The state that the page saved before it was hidden or reloaded. */
  get state(): unknown {
    return this.#vscode.getState();
  }

  set state(state: unknown) {
    this.#vscode.setState(state);
  }

  #receive(data: unknown): void {
    const message = parseMessageToPage(data);
    if (!message) {
      return;
    }
    if (message.kind === 'event') {
      this.#listeners.get(message.name)?.forEach((listener) => listener(message.value));
      return;
    }
    const pending = this.#pendingRequests.get(message.id);
    if (message.kind === 'progress') {
      message.values.forEach((value) => pending?.onProgress?.(value));
      return;
    }
    this.#pendingRequests.delete(message.id);
    if (message.kind === 'result') {
      pending?.resolve(message.result);
    } else {
      pending?.reject(new RequestError(message.error));
    }
  }
}
