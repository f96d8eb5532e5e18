import type { ProviderInfo } from '@open-llm/client';
import { Signal } from '../signal.js';

/** The providers in use and how they are, as last heard from the server. */
export class ProviderList {
  readonly #list: () => Promise<readonly ProviderInfo[]>;
  readonly #changed = new Signal<readonly ProviderInfo[]>();
  /** A provider came, went or changed its state. */
  readonly onDidChange = this.#changed.event;
  readonly #renamed = new Signal<void>();
  /** A provider came or went, or has another display name. */
  readonly onDidRename = this.#renamed.event;
  #providers: readonly ProviderInfo[] = [];
  #asking = false;
  #askAgain = false;

  constructor(list: () => Promise<readonly ProviderInfo[]>) {
    this.#list = list;
  }

  get current(): readonly ProviderInfo[] {
    return this.#providers;
  }

  /** Asks the server; calls that come meanwhile are answered by one more question after it. */
  async confirm(): Promise<void> {
    if (this.#asking) {
      this.#askAgain = true;
      return;
    }
    this.#asking = true;
    try {
      do {
        this.#askAgain = false;
        const before = namesOf(this.#providers);
        this.#providers = await this.#list();
        this.#changed.fire(this.#providers);
        if (namesOf(this.#providers) !== before) {
          this.#renamed.fire();
        }
        // It may be set while the server is asked.
        // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition
      } while (this.#askAgain);
    } catch {
      // The server is away: what was heard last stands until it is back.
    } finally {
      this.#asking = false;
    }
  }
}

function namesOf(providers: readonly ProviderInfo[]): string {
  return JSON.stringify(providers.map(({ name, displayName }) => [name, displayName]));
}
