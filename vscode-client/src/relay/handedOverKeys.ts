import type { OpenLlmClient } from '@open-llm/client';
import type { Redactor } from '../server/redactor.js';

type Storage = NonNullable<OpenLlmClient['secretStorage']>;

const prefix = 'openllm.handedOver.';

/** Exported keys, on their way from the server: in memory only, until they are taken. */
export class HandedOverKeys {
  readonly #entries = new Map<string, Record<string, string>>();

  constructor(private readonly redactor: Redactor) {}

  /** The storage, except for these keys, which VS Code must not store. */
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
