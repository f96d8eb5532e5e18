import type { ErrorInfo, ListModelsResult, ModelInfo } from '@open-llm/client';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { chooseModel } from '../../src/chat/model.js';
import { echoProvider, withoutEcho } from '../../src/model/echo.js';
import type { ChatApi, ChatEvents } from '../../src/view/api/chat.js';
import { toErrorInfo, RequestError, type Bridge } from '../shared/bridge.js';
import { t } from '../shared/l10n.js';

const noModels: readonly ModelInfo[] = [];

/** The available models, the chosen model, and its reasoning effort. */
export class ChosenModel implements ReactiveController {
  /** The reason why the available models are unknown. */
  failure?: ErrorInfo | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #bridge: () => Bridge<ChatApi, ChatEvents>;
  #listResult?: ListModelsResult;
  #availableModels?: readonly ModelInfo[];
  #loading?: Promise<void>;
  #chosenId?: string | undefined;
  #efforts: Readonly<Record<string, string>> = {};

  constructor(host: ReactiveControllerHost, bridge: () => Bridge<ChatApi, ChatEvents>) {
    this.#host = host;
    this.#bridge = bridge;
    host.addController(this);
  }

  hostConnected(): void {
    this.#bridge().on('models', () => void this.load());
    this.#bridge().on('chosen', (model) => {
      this.#chosenId = model;
      void this.load();
    });
  }

  /** The models from which the user can choose; undefined while they are unknown. */
  get availableModels(): readonly ModelInfo[] | undefined {
    return this.#availableModels ?? (this.failure ? [] : undefined);
  }

  /** All models with known names, including those from which the user cannot choose. */
  get listedModels(): readonly ModelInfo[] {
    return this.#listResult?.models ?? noModels;
  }

  /** Whether a model other than the built-in echo model is available; undefined while this is unknown. */
  get hasModels(): boolean | undefined {
    return this.failure ? undefined : this.#availableModels?.some(({ provider }) => provider !== echoProvider);
  }

  /** The ID of the model to use; undefined while none is available. */
  get id(): string | undefined {
    return this.#listResult && chooseModel(this.#listResult, this.#chosenId);
  }

  /** The reasoning effort; empty for the provider's default. */
  get effort(): string {
    return this.#efforts[this.id ?? ''] ?? '';
  }

  /** Loads the model and the reasoning efforts that the user chose earlier. */
  async loadChoice(): Promise<void> {
    const { model, efforts } = await this.#bridge().request('model/chosen', {});
    this.#chosenId ??= model;
    this.#efforts = { ...efforts, ...this.#efforts };
    this.#host.requestUpdate();
  }

  load(): Promise<void> {
    return (this.#loading = this.#loadModels());
  }

  /** Returns the ID of the model to use. Waits while the models are being loaded. */
  async resolveId(): Promise<string> {
    await this.#loading;
    const { id } = this;
    if (id === undefined) {
      throw new RequestError(this.failure ?? { kind: 'config', message: t('No models are available yet.') });
    }
    return id;
  }

  async choose(model: string): Promise<void> {
    this.#chosenId = model;
    this.#host.requestUpdate();
    await this.#bridge().request('model/choose', { model });
  }

  async chooseEffort(effort: string): Promise<void> {
    const model = this.id ?? '';
    this.#efforts = { ...this.#efforts, [model]: effort };
    this.#host.requestUpdate();
    await this.#bridge().request('effort/choose', { model, effort });
  }

  async #loadModels(): Promise<void> {
    try {
      this.#listResult = await this.#bridge().request('models/list', {});
      this.#availableModels = withoutEcho(this.#listResult.models);
      this.failure = undefined;
    } catch (failure) {
      this.failure = toErrorInfo(failure);
    }
    this.#host.requestUpdate();
  }
}
