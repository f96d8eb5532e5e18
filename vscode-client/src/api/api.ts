import { isDeepStrictEqual } from 'node:util';
import { ChatAnswer, OpenLlmError, type ChatParams, type ModelInfo, type OpenLlmConnection } from '@open-llm/client';
import type {
  Cancellation,
  ChatRequest,
  ChatStream,
  CompleteOptions,
  ConnectionStatus,
  CountTokensParams,
  OpenLlmApi,
  OpenLlmApiError,
  OpenLlmExtension,
} from '@open-llm/client/vscode';
import * as vscode from 'vscode';
import type { ModelList } from '../model/modelList.js';
import type { ProviderList } from '../model/providerList.js';
import type { SupervisedServer } from '../server/supervisedServer.js';
import { describeState } from '../view/statusBar.js';
import { identifyCaller } from './caller.js';
import { toAbortSignal, rejectOnAbort } from './cancellation.js';
import { connectionStatus, type StatusStrings } from './connectionStatus.js';

export interface ApiParts {
  readonly server: SupervisedServer;
  readonly models: ModelList;
  readonly providers: ProviderList;
  /** The version of this extension. */
  readonly context: vscode.ExtensionContext;
}

/** The API that this extension exports; its contract is `@open-llm/client/vscode`. */
export function createApi(parts: ApiParts): OpenLlmExtension {
  const status = new ConnectionMonitor(parts);
  const modelsChanged = new vscode.EventEmitter<void>();
  parts.context.subscriptions.push(
    status,
    modelsChanged,
    parts.models.onDidChange(() => modelsChanged.fire()),
  );
  return {
    getAPI(version, caller) {
      const consumer = identifyCaller(caller, {
        ownId: parts.context.extension.id,
        installed: vscode.extensions.all,
        stack: new Error().stack ?? '',
      });
      // JavaScript callers can pass values that violate the type.
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition
      if (version !== 1) {
        throw OpenLlmError.of(
          'invalid_request',
          `Version ${String(version)} of the Open LLM API does not exist.`,
          'Request version 1.',
        );
      }
      return new ConsumerApi(consumer, parts, status, modelsChanged.event);
    },
  };
}

/** Stores the connection state and fires an event when it changes. */
class ConnectionMonitor implements vscode.Disposable {
  readonly #parts: ApiParts;
  readonly #changed = new vscode.EventEmitter<ConnectionStatus>();
  readonly #subscriptions: vscode.Disposable;
  readonly onDidChange = this.#changed.event;
  #lastStatus: ConnectionStatus;

  constructor(parts: ApiParts) {
    this.#parts = parts;
    this.#lastStatus = this.current;
    this.#subscriptions = vscode.Disposable.from(
      parts.server.onDidChangeState(() => this.#fireIfChanged()),
      parts.providers.onDidChange(() => this.#fireIfChanged()),
    );
  }

  get current(): ConnectionStatus {
    return connectionStatus(this.#parts.server.state, this.#parts.providers.current, words);
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
  }

  #fireIfChanged(): void {
    const current = this.current;
    if (!isDeepStrictEqual(current, this.#lastStatus)) {
      this.#lastStatus = current;
      this.#changed.fire(structuredClone(current));
    }
  }
}

/** The API for one extension. The ID of the extension is sent with every request. */
class ConsumerApi implements OpenLlmApi {
  readonly #parts: ApiParts;
  readonly #status: ConnectionMonitor;

  constructor(
    readonly consumer: string,
    parts: ApiParts,
    status: ConnectionMonitor,
    readonly onDidChangeModels: vscode.Event<void>,
  ) {
    this.#parts = parts;
    this.#status = status;
    Object.freeze(this);
  }

  get connection(): ConnectionStatus {
    return structuredClone(this.#status.current);
  }

  get onDidChangeConnection(): vscode.Event<ConnectionStatus> {
    return this.#status.onDidChange;
  }

  /** The array is a copy because the calling extension can modify it. */
  async models(): Promise<readonly ModelInfo[]> {
    return convertErrors(async () => structuredClone(await this.#parts.models.all()));
  }

  chat(request: ChatRequest, cancellation?: Cancellation): ChatStream {
    // The consumer comes last, so a request cannot specify a different one.
    const params: ChatParams = { ...request, consumer: this.consumer };
    return new ChatAnswer(async (options) => {
      const connection = await rejectOnAbort(this.#connection(), options.signal);
      return connection.chat(params, options);
    }, toAbortSignal(cancellation));
  }

  async complete(prompt: string | ChatRequest, { model, cancellation }: CompleteOptions = {}): Promise<string> {
    const request: ChatRequest =
      typeof prompt === 'string'
        ? { model: model ?? '', messages: [{ role: 'user', parts: [{ type: 'text', text: prompt }] }] }
        : prompt;
    let text = '';
    for await (const event of this.chat(model === undefined ? request : { ...request, model }, cancellation)) {
      text += event.type === 'text' || event.type === 'refusal' ? event.text : '';
    }
    return text;
  }

  async countTokens(params: CountTokensParams, cancellation?: Cancellation): Promise<readonly number[]> {
    const signal = toAbortSignal(cancellation);
    return convertErrors(async () => {
      const connection = await rejectOnAbort(this.#connection(), signal);
      return (await connection.countTokens(params, signal ? { signal } : {})).counts;
    });
  }

  async configure(): Promise<void> {
    await vscode.commands.executeCommand('openLLM.configure');
  }

  isError(failure: unknown): failure is OpenLlmApiError {
    return failure instanceof OpenLlmError;
  }

  #connection(): Promise<OpenLlmConnection> {
    return this.#parts.server.connection();
  }
}

/** Runs the function and converts every failure to the error type that the contract defines. */
async function convertErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (failure) {
    throw OpenLlmError.from(failure);
  }
}

const words: StatusStrings = {
  t: (message, ...args) => vscode.l10n.t(message, ...args),
  server: describeState,
};
