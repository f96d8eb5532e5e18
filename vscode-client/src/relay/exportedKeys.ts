import type { OpenLlmClient } from '@open-llm/client';
import type { Redactor } from '../server/redactor.js';

type Storage = NonNullable<OpenLlmClient['secretStorage']>;

const prefix = 'openllm.handedOver.';

/** API keys that the server exports. They are held in memory only until they are read. */
export class ExportedKeys {
  readonly #entries = new Map<string, Record<string, string>>();

  constructor(private readonly redactor: Redactor) {}

  /** Returns the storage, extended by the exported API keys, which VS Code must not store. */
  withExportedKeys(storage: Storage): Storage {
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

  /** Returns and removes the exported API keys, by environment variable. */
  take(entry: string): Record<string, string> {
    const keys = this.#entries.get(entry) ?? {};
    this.#entries.delete(entry);
    return keys;
  }
}
