import type { ConfigShowParams, ConfigShowResult } from '@open-llm/client';
import { Emitter } from '../emitter.js';

const settingPath = ['completion', 'model'];

/**
 * The model that the user chose for inline completions, in the VS Code settings or in a configuration file. A workspace
 * cannot choose the model, because the choice is the consent to send what the user types.
 */
export class ChosenModel {
  readonly #show: (params: ConfigShowParams) => Promise<ConfigShowResult>;
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  #current = '';
  #requestCount = 0;

  constructor(show: (params: ConfigShowParams) => Promise<ConfigShowResult>) {
    this.#show = show;
  }

  /** The ID of the model; empty if none is chosen. */
  get current(): string {
    return this.#current;
  }

  /**
   * Requests the chosen model from the server again. If the server is not available, the last known choice is retained.
   */
  async refresh(): Promise<void> {
    const requestNumber = ++this.#requestCount;
    const result = await this.#show({ path: settingPath }).catch(() => undefined);
    const chosen = result === undefined ? this.#current : findChosen(result);
    if (requestNumber === this.#requestCount && chosen !== this.#current) {
      this.#current = chosen;
      this.#changed.fire();
    }
  }
}

function findChosen({ values }: ConfigShowResult): string {
  const value = values.find((one) => one.path.join('.') === settingPath.join('.'));
  const candidates = value ? [value, ...value.overridden] : [];
  const userValue = candidates.find(({ origin }) => origin.target?.level !== 'workspace')?.value;
  return typeof userValue === 'string' ? userValue.trim() : '';
}
