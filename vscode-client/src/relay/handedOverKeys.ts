import type { OpenLlmClient } from '@open-llm/client';
import type { Redactor } from '../server/redactor.js';

type Storage = NonNullable<OpenLlmClient['secretStorage']>;

const prefix = 'openllm.handedOver.';

/** Keys the user asked for, on their way from the server: kept in memory until they are taken, and nowhere else. */
export class HandedOverKeys {
  readonly #entries = new Map<string, Record<string, string>>();

  constructor(private readonly redactor: Redactor) {}

  /** The storage, but for these keys, which VS Code is not to keep. */
  besides(storage: Storage): Storage {
    return {
      get: (key) => storage.get(key),
      set: async (key, value) => {
        if (key.startsWith(prefix)) {
          const keys = JSON.parse(value ?? '{}') as Record<string, string>;
          Object.values(keys).forEach((secret) => this.redactor.remember(secret));
          this.#entries.set(key, keys);
        } else {
          await storage.set(key, value);
        }
      },
    };
  }

  /** The keys by their environment variables. They can be taken once. */
  take(entry: string): Record<string, string> {
    const keys = this.#entries.get(entry) ?? {};
    this.#entries.delete(entry);
    return keys;
  }
}
