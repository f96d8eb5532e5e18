import { isDeepStrictEqual } from 'node:util';
import type { ListModelsParams, ListModelsResult, ModelInfo } from '@open-llm/client';
import { Emitter } from '../emitter.js';

/** Stores values across restarts of VS Code, as `vscode.Memento` does. */
export interface Memento {
  // This is the signature in `vscode.Memento`.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  get<T>(key: string): T | undefined;
  update(key: string, value: unknown): PromiseLike<void>;
}

const mementoKey = 'models';

/**
 * The available models. The list from the last run is available at once and is then confirmed or corrected by the
 * server. Once a list is known, no caller waits for a provider.
 */
export class ModelList {
  readonly #list: (params: ListModelsParams) => Promise<ListModelsResult>;
  readonly #memento: Memento;
  readonly #changed = new Emitter<void>();
  /** Fires when the models change. */
  readonly onDidChange = this.#changed.event;
  #models: readonly ModelInfo[] | undefined;
  #pending: Promise<readonly ModelInfo[]> | undefined;
  #repeat = false;

  constructor(list: (params: ListModelsParams) => Promise<ListModelsResult>, memento: Memento) {
    this.#list = list;
    this.#memento = memento;
    this.#models = memento.get<readonly ModelInfo[]>(mementoKey);
  }

  /** Returns the known models. Waits for the server only in the very first run. */
  async all(): Promise<readonly ModelInfo[]> {
    return this.#models ?? this.reload();
  }

  /** The known models. */
  get current(): readonly ModelInfo[] {
    return this.#models ?? [];
  }

  find(id: string): ModelInfo | undefined {
    return this.#models?.find((model) => model.id === id);
  }

  /**
   * Requests the list from the server. Calls made while a request is running share its result, and one more request
   * follows.
   */
  reload(): Promise<readonly ModelInfo[]> {
    if (this.#pending) {
      this.#repeat = true;
      return this.#pending;
    }
    this.#pending = this.#request({}).finally(() => {
      this.#pending = undefined;
      if (this.#repeat) {
        this.#repeat = false;
        this.reload().catch(() => undefined);
      }
    });
    return this.#pending;
  }

  /** Makes the server request new model lists from the providers. */
  refresh(): Promise<readonly ModelInfo[]> {
    return this.#request({ refresh: true });
  }

  async #request(params: ListModelsParams): Promise<readonly ModelInfo[]> {
    const { models } = await this.#list(params);
    if (!isDeepStrictEqual(models, this.#models)) {
      this.#models = models;
      await this.#memento.update(mementoKey, models);
      this.#changed.fire();
    }
    return models;
  }
}
