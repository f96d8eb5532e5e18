import type { ProviderInfo } from '@open-llm/client';
import { Signal } from '../signal.js';

/** The active providers and their states, as last reported by the server. */
export class ProviderList {
  readonly #list: () => Promise<readonly ProviderInfo[]>;
  readonly #changed = new Signal<readonly ProviderInfo[]>();
  /** A provider was added, removed or changed its state. */
  readonly onDidChange = this.#changed.event;
  readonly #renamed = new Signal<void>();
  /** A provider was added, removed or renamed. */
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

  /** Requests the list from the server; calls in the meantime share one more request after it. */
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
      // The server is down: the last list stays until it is back.
    } finally {
      this.#asking = false;
    }
  }
}

function namesOf(providers: readonly ProviderInfo[]): string {
  return JSON.stringify(providers.map(({ name, displayName }) => [name, displayName]));
}
