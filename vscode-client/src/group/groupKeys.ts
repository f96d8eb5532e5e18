import { createHmac, randomBytes } from 'node:crypto';
import type { OpenLlmClient } from '@open-llm/client';
import type { Memento } from '../model/modelList.js';
import type { Redactor } from '../server/redactor.js';
import type { Groups } from './groups.js';

type Storage = NonNullable<OpenLlmClient['secretStorage']>;

/** The prefix that the server adds to a provider name to identify the entry of its API key. */
const prefix = 'openllm.secret.';
const mementoKey = 'groupKeyOrigins';
/** The maximum number of remembered API keys. The oldest are removed first. */
const maxOrigins = 200;

interface Origins {
  readonly salt: string;
  /** Maps the fingerprint of an API key to the origin for which the key was first entered. */
  readonly origins: Readonly<Record<string, string>>;
}

/**
 * Provides the API keys of groups, which VS Code stores, as entries of the secret storage. Each key is bound to the
 * origin that its group had when the key was first read. If the address of the group changes later, the key is sent to
 * the new address only with the user's consent. To recognize a key, only its salted fingerprint is stored.
 */
export class GroupKeys {
  readonly #groups: Groups;
  readonly #memento: Memento;
  readonly #redactor: Pick<Redactor, 'remember'>;

  constructor(groups: Groups, memento: Memento, redactor: Pick<Redactor, 'remember'>) {
    this.#groups = groups;
    this.#memento = memento;
    this.#redactor = redactor;
  }

  /** Returns the storage, extended by the API keys of groups. */
  withGroupKeys(storage: Storage): Storage {
    return {
      get: async (entry) => (await this.#groupEntry(entry)) ?? storage.get(entry),
      set: (entry, value) => storage.set(entry, value),
    };
  }

  async #groupEntry(entry: string): Promise<string | undefined> {
    const groupKey = entry.startsWith(prefix) ? this.#groups.keyOf(entry.slice(prefix.length)) : undefined;
    if (!groupKey) {
      return undefined;
    }
    this.#redactor.remember(groupKey.key);
    return JSON.stringify({ value: groupKey.key, origin: await this.#boundOrigin(groupKey.key, groupKey.origin) });
  }

  async #boundOrigin(key: string, currentOrigin: string): Promise<string> {
    const { salt, origins } = this.#memento.get<Origins>(mementoKey) ?? {
      salt: randomBytes(16).toString('hex'),
      origins: {},
    };
    const fingerprint = createHmac('sha256', salt).update(key).digest('hex');
    const bound = origins[fingerprint];
    if (bound === undefined) {
      const retained = Object.entries(origins).slice(1 - maxOrigins);
      await this.#memento.update(mementoKey, {
        salt,
        origins: Object.fromEntries([...retained, [fingerprint, currentOrigin]]),
      });
    }
    return bound ?? currentOrigin;
  }
}
