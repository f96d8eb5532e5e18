import { isDeepStrictEqual } from 'node:util';
import type { ListModelsParams, ListModelsResult, ModelInfo } from '@open-llm/client';
import { Signal } from '../signal.js';

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
  readonly #changed = new Signal<void>();
  /** Fires when the models change. */
  readonly onDidChange = this.#changed.event;
  #models: readonly ModelInfo[] | undefined;
  #asking: Promise<readonly ModelInfo[]> | undefined;
  #askAgain = false;

  constructor(list: (params: ListModelsParams) => Promise<ListModelsResult>, memento: Memento) {
    this.#list = list;
    this.#memento = memento;
    this.#models = memento.get<readonly ModelInfo[]>(mementoKey);
  }

  /** Returns the known models. Waits for the server only in the very first run. */
  async all(): Promise<readonly ModelInfo[]> {
    return this.#models ?? this.confirm();
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
  confirm(): Promise<readonly ModelInfo[]> {
    if (this.#asking) {
      this.#askAgain = true;
      return this.#asking;
    }
    this.#asking = this.#ask({}).finally(() => {
      this.#asking = undefined;
      if (this.#askAgain) {
        this.#askAgain = false;
        this.confirm().catch(() => undefined);
      }
    });
    return this.#asking;
  }

  /** Makes the server request new model lists from the providers. */
  refresh(): Promise<readonly ModelInfo[]> {
    return this.#ask({ refresh: true });
  }

  async #ask(params: ListModelsParams): Promise<readonly ModelInfo[]> {
    const { models } = await this.#list(params);
    if (!isDeepStrictEqual(models, this.#models)) {
      this.#models = models;
      await this.#memento.update(mementoKey, models);
      this.#changed.fire();
    }
    return models;
  }
}
