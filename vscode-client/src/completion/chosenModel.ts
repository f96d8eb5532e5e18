import type { ConfigShowParams, ConfigShowResult } from '@open-llm/client';
import { Signal } from '../signal.js';

const path = ['completion', 'model'];

/**
 * The model for inline completions that the user chose, in VS Code's settings or in a file. A workspace cannot choose:
 * the choice is the consent to send what the user types.
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

  /** Empty when there is none. */
  get current(): string {
    return this.#current;
  }

  /** Requests it from the server again; without one, the last choice remains. */
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
