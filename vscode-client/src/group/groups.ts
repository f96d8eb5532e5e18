import { OpenLlmError, words, type Localizable, type ProviderInfo } from '@open-llm/client';
import type { Memento } from '../model/modelList.js';

/** The user's input for a group, as defined by the schema in `package.json`. VS Code does not validate the input. */
export interface GroupConfiguration {
  /** The ID of a built-in provider, or the dialect of a custom server. */
  readonly service?: string;
  readonly apiBase?: string;
  readonly apiKey?: string;
}

/** The provider of a group, as it appears in the setting `openLLM.providers`. */
export type GroupProvider = {
  readonly name: string;
  readonly preset?: string;
  readonly dialect?: string;
  readonly apiBase: string;
  readonly models: 'all';
};

interface Group {
  readonly provider: GroupProvider;
  readonly origin: string;
  readonly key: string | undefined;
}

const dialects: ReadonlySet<string> = new Set([
  'openai-chat',
  'openai-responses',
  'anthropic-messages',
  'gemini',
  'ollama-chat',
]);

const namesKey = 'groupProviders';

/**
 * The groups that the user added in VS Code with Add Models. VS Code stores the groups with their API keys. Each time
 * VS Code lists the models, it passes the configurations in a round of requests: first one without a group, then one
 * for each group, in order. VS Code reveals neither the name of a group nor its removal, so each round is compared with
 * the previous one.
 */
export class Groups {
  readonly #memento: Memento;
  readonly #builtInUrls: ReadonlyMap<string, string>;
  /** The groups of the current round, by provider name. */
  #currentRound = new Map<string, Group>();
  /** All active groups: those of the current round and, until it ends, those of the previous round. */
  #groups = new Map<string, Group>();
  /** The provider names that are known from the last run, until the first round ends. */
  #remembered: ReadonlySet<string>;
  #roundCount = 0;

  /** @param builtInUrls the base URLs of built-in providers, by provider ID */
  constructor(memento: Memento, builtInUrls: ReadonlyMap<string, string>) {
    this.#memento = memento;
    this.#builtInUrls = builtInUrls;
    this.#remembered = new Set(memento.get<readonly string[]>(namesKey));
  }

  /** The providers of all groups, which are sent to the server as settings. */
  get providers(): GroupProvider[] {
    return [...this.#groups.values()].map(({ provider }) => provider);
  }

  /** Returns whether the provider belongs to a group. The models of such a provider are listed only with the group. */
  has(provider: string): boolean {
    return this.#groups.has(provider) || this.#remembered.has(provider);
  }

  /**
   * Returns the API key that VS Code stores for a group and the origin of the address for which the key was entered.
   */
  keyOf(provider: string): { key: string; origin: string } | undefined {
    const group = this.#groups.get(provider);
    return group?.key === undefined ? undefined : { key: group.key, origin: group.origin };
  }

  /** Begins a round. Returns whether groups were removed since the previous round. */
  beginRound(): boolean {
    const hasRemoved = this.#roundCount > 0 && this.#groups.size > this.#currentRound.size;
    if (this.#roundCount > 0) {
      this.#groups = this.#currentRound;
      this.#remembered = new Set();
      this.#saveNames();
    }
    this.#roundCount++;
    this.#currentRound = new Map();
    this.#groups = new Map(this.#groups);
    return hasRemoved;
  }

  /**
   * Adds the next group of the round.
   *
   * @param providers the active providers
   * @return the name of the provider, and whether it is new or changed
   * @throws OpenLlmError if the group cannot be used
   */
  add(configuration: GroupConfiguration, providers: readonly ProviderInfo[]): { name: string; changed: boolean } {
    const resolved = resolveProvider(configuration, this.#builtInUrls);
    const key = configuration.apiKey?.trim() || undefined;
    const name = this.#nameFor(resolved.baseName);
    this.#rejectDuplicates(resolved.apiBase, key, providers);
    const { preset, dialect, apiBase } = resolved;
    const provider: GroupProvider = {
      name,
      ...(preset === undefined ? {} : { preset }),
      ...(dialect === undefined ? {} : { dialect }),
      apiBase,
      models: 'all',
    };
    const group: Group = { provider, origin: new URL(apiBase).origin, key };
    const before = this.#groups.get(name);
    this.#currentRound.set(name, group);
    this.#groups.set(name, group);
    this.#saveNames();
    // The first comparison does not narrow the type because both API keys can be undefined.
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition
    const changed = before?.key !== key || before?.provider.apiBase !== apiBase || before?.provider.dialect !== dialect;
    return { name, changed };
  }

  /**
   * Returns the name of the provider. VS Code remembers the user's choices by model ID, which begins with this name, so
   * the name must not change.
   */
  #nameFor(baseName: string): string {
    let name = `${baseName}-added`;
    for (let number = 2; this.#currentRound.has(name); number++) {
      name = `${baseName}-added-${number}`;
    }
    return name;
  }

  /** Throws an error if the models of the group would be listed twice. */
  #rejectDuplicates(apiBase: string, key: string | undefined, providers: readonly ProviderInfo[]): void {
    const duplicate = [...this.#currentRound.values()].find(
      (group) => isSameUrl(group.provider.apiBase, apiBase) && group.key === key,
    );
    if (duplicate) {
      throw OpenLlmError.localizable(
        'config',
        words.t('Another group has the same base URL and API key.'),
        words.t('Remove one of the two groups.'),
      );
    }
    const configured = providers.find(
      (provider) =>
        provider.configured && provider.enabled && !this.has(provider.name) && isSameUrl(provider.apiBase, apiBase),
    );
    if (configured && key === undefined) {
      throw OpenLlmError.localizable(
        'config',
        words.t('{0} is already configured. Its models are listed under Open LLM.', configured.displayName),
        words.t('Remove this group, or enter an API key for it.'),
      );
    }
  }

  #saveNames(): void {
    const names = [...new Set([...this.#groups.keys(), ...this.#remembered])];
    if (names.join() !== (this.#memento.get<readonly string[]>(namesKey) ?? []).join()) {
      void this.#memento.update(namesKey, names);
    }
  }
}

interface ResolvedProvider {
  readonly baseName: string;
  readonly preset?: string;
  readonly dialect?: string;
  readonly apiBase: string;
}

function resolveProvider(
  { service = 'openai-chat', apiBase = '' }: GroupConfiguration,
  builtInUrls: ReadonlyMap<string, string>,
): ResolvedProvider {
  const enteredUrl = apiBase.trim().replace(/\/+$/, '');
  if (enteredUrl !== '' && !(/^https?:/.test(enteredUrl) && URL.canParse(enteredUrl))) {
    throw settingsError(words.t('The base URL "{0}" is invalid. It must start with http:// or https://.', enteredUrl));
  }
  if (dialects.has(service)) {
    if (enteredUrl === '') {
      throw settingsError(words.t('The base URL of the provider is missing.'));
    }
    return { baseName: new URL(enteredUrl).hostname.replace(/[^\w.-]/g, ''), dialect: service, apiBase: enteredUrl };
  }
  const builtInUrl = builtInUrls.get(service);
  if (builtInUrl === undefined) {
    throw settingsError(words.t('There is no built-in provider named "{0}".', service));
  }
  // The base URL of some providers contains a customer-specific part.
  if (enteredUrl === '' && (builtInUrl === '' || builtInUrl.includes('${'))) {
    throw settingsError(words.t('The base URL for {0} is missing.', service));
  }
  return { baseName: service, preset: service, apiBase: enteredUrl || builtInUrl };
}

function settingsError(message: Localizable): OpenLlmError {
  return OpenLlmError.localizable('config', message, words.t('Change the settings of this group.'));
}

function isSameUrl(one: string, other: string): boolean {
  return normalizeUrl(one) === normalizeUrl(other);
}

function normalizeUrl(url: string): string {
  return URL.canParse(url) ? new URL(url).href.replace(/\/+$/, '').replace('://localhost', '://127.0.0.1') : url;
}
