import type { ProviderInfo } from '@open-llm/client';
import { Emitter } from '../emitter.js';

/** The active providers and their states, as last reported by the server. */
export class ProviderList {
  readonly #list: () => Promise<readonly ProviderInfo[]>;
  readonly #changed = new Emitter<readonly ProviderInfo[]>();
  /** Fires when a provider is added or removed, or its state changes. */
  readonly onDidChange = this.#changed.event;
  readonly #renamed = new Emitter<void>();
  /** Fires when a provider is added, removed, or renamed. */
  readonly onDidRename = this.#renamed.event;
  #providers: readonly ProviderInfo[] = [];
  #isRequesting = false;
  #repeat = false;

  constructor(list: () => Promise<readonly ProviderInfo[]>) {
    this.#list = list;
  }

  get current(): readonly ProviderInfo[] {
    return this.#providers;
  }

  /** Requests the list from the server. Calls made while a request is running share one subsequent request. */
  async reload(): Promise<void> {
    if (this.#isRequesting) {
      this.#repeat = true;
      return;
    }
    this.#isRequesting = true;
    try {
      do {
        this.#repeat = false;
        const previousNames = namesOf(this.#providers);
        this.#providers = await this.#list();
        this.#changed.fire(this.#providers);
        if (namesOf(this.#providers) !== previousNames) {
          this.#renamed.fire();
        }
        // The flag can be set while the request is running.
        // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition
      } while (this.#repeat);
    } catch {
      // If the server is down, the last list is retained until the server is running again.
    } finally {
      this.#isRequesting = false;
    }
  }
}

function namesOf(providers: readonly ProviderInfo[]): string {
  return JSON.stringify(providers.map(({ name, displayName }) => [name, displayName]));
}
