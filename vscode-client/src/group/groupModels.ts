import { OpenLlmError, type ModelInfo, type OpenLlmConnection, type ProviderInfo } from '@open-llm/client';
import type { ModelList } from '../model/modelList.js';
import type { ProviderList } from '../model/providerList.js';
import type { GroupConfiguration, Groups } from './groups.js';

export interface GroupModelsParts {
  readonly groups: Groups;
  readonly models: ModelList;
  readonly providers: ProviderList;
  readonly connection: () => Promise<OpenLlmConnection>;
  /** Sends the settings, including the groups, to the server. */
  readonly sendSettings: (connection: OpenLlmConnection) => Promise<void>;
}

/** The models of the groups that the user added. The models of all other providers are listed separately. */
export class GroupModels {
  readonly #parts: GroupModelsParts;

  constructor(parts: GroupModelsParts) {
    this.#parts = parts;
  }

  /** Returns the models that belong to no group. */
  async listUngrouped(): Promise<readonly ModelInfo[]> {
    return (await this.#parts.models.all()).filter(({ provider }) => !this.#parts.groups.has(provider));
  }

  /**
   * Returns the models of a group, or none if there is no configuration, as in the first request from VS Code.
   *
   * @throws OpenLlmError if the group has no models; VS Code shows the message with the group
   */
  async list(configuration: GroupConfiguration | undefined): Promise<readonly ModelInfo[]> {
    const { groups, models, providers } = this.#parts;
    if (configuration === undefined) {
      if (groups.beginRound()) {
        await this.#sendSettings();
      }
      return [];
    }
    const activeProviders = providers.current.length > 0 ? providers.current : await this.#fetchProviders();
    const { name, changed } = groups.add(configuration, activeProviders);
    const cached = (await models.all()).filter(({ provider }) => provider === name);
    if (cached.length > 0) {
      // As in the complete list, models that are known from the last run are available at once.
      void (changed && this.#sendSettings().catch(() => undefined));
      return cached;
    }
    return changed ? this.#fetch(name) : this.#throwIfFailed(name, providers.current);
  }

  async #fetch(name: string): Promise<readonly ModelInfo[]> {
    await this.#sendSettings();
    const connection = await this.#parts.connection();
    const { models } = await connection.models({ provider: name, refresh: true });
    await this.#parts.models.reload();
    const groupModels = models.filter(({ provider }) => provider === name);
    return groupModels.length > 0 ? groupModels : this.#throwIfFailed(name, await this.#fetchProviders());
  }

  async #sendSettings(): Promise<void> {
    await this.#parts.sendSettings(await this.#parts.connection());
  }

  async #fetchProviders(): Promise<readonly ProviderInfo[]> {
    return (await (await this.#parts.connection()).providers()).providers;
  }

  /** Throws an error that explains why the group has no models, unless the models are still being listed. */
  #throwIfFailed(name: string, providers: readonly ProviderInfo[]): readonly ModelInfo[] {
    const status = providers.find((provider) => provider.name === name)?.status;
    if (status?.state === 'error' || status?.state === 'no_key') {
      throw new OpenLlmError(status.error ?? { kind: 'config', message: status.message });
    }
    return [];
  }
}
