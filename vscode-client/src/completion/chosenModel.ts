import type { ConfigShowParams, ConfigShowResult } from '@open-llm/client';
import { Signal } from '../signal.js';

const path = ['completion', 'model'];

/**
 * The model that the user chose for inline completions, in the VS Code settings or in a configuration file. A workspace
 * cannot choose the model, because the choice is the consent to send what the user types.
 */
export class ChosenModel {
  readonly #show: (params: ConfigShowParams) => Promise<ConfigShowResult>;
  readonly #changed = new Signal<void>();
  readonly onDidChange = this.#changed.event;
  #current = '';
  #asked = 0;

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
    const asked = ++this.#asked;
    const shown = await this.#show({ path }).catch(() => undefined);
    const chosen = shown === undefined ? this.#current : chosenIn(shown);
    if (asked === this.#asked && chosen !== this.#current) {
      this.#current = chosen;
      this.#changed.fire();
    }
  }
}

function chosenIn({ values }: ConfigShowResult): string {
  const value = values.find((one) => one.path.join('.') === path.join('.'));
  const candidates = value ? [value, ...value.overridden] : [];
  const own = candidates.find(({ origin }) => origin.target?.level !== 'workspace')?.value;
  return typeof own === 'string' ? own.trim() : '';
}
