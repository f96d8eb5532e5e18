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
  readonly tellSettings: (connection: OpenLlmConnection) => Promise<void>;
}

/** The models of the groups that the user added. The models of all other providers are listed separately. */
export class GroupModels {
  readonly #parts: GroupModelsParts;

  constructor(parts: GroupModelsParts) {
    this.#parts = parts;
  }

  /** Returns the models that belong to no group. */
  async withoutGroups(): Promise<readonly ModelInfo[]> {
    return (await this.#parts.models.all()).filter(({ provider }) => !this.#parts.groups.has(provider));
  }

  /**
   * Returns the models of a group, or none if there is no configuration, as in the first request from VS Code.
   *
   * @throws OpenLlmError if the group has no models; VS Code shows the message with the group
   */
  async of(configuration: GroupConfiguration | undefined): Promise<readonly ModelInfo[]> {
    const { groups, models, providers } = this.#parts;
    if (configuration === undefined) {
      if (groups.begin()) {
        await this.#tell();
      }
      return [];
    }
    const inUse = providers.current.length > 0 ? providers.current : await this.#providers();
    const { name, changed } = groups.take(configuration, inUse);
    const known = (await models.all()).filter(({ provider }) => provider === name);
    if (known.length > 0) {
      // As in the complete list, models that are known from the last run are available at once.
      void (changed && this.#tell().catch(() => undefined));
      return known;
    }
    return changed ? this.#fetched(name) : this.#failure(name, providers.current);
  }

  async #fetched(name: string): Promise<readonly ModelInfo[]> {
    await this.#tell();
    const connection = await this.#parts.connection();
    const { models } = await connection.models({ provider: name, refresh: true });
    await this.#parts.models.confirm();
    const own = models.filter(({ provider }) => provider === name);
    return own.length > 0 ? own : this.#failure(name, await this.#providers());
  }

  async #tell(): Promise<void> {
    await this.#parts.tellSettings(await this.#parts.connection());
  }

  async #providers(): Promise<readonly ProviderInfo[]> {
    return (await (await this.#parts.connection()).providers()).providers;
  }

  /** Throws an error that explains why the group has no models, unless the models are still being listed. */
  #failure(name: string, providers: readonly ProviderInfo[]): readonly ModelInfo[] {
    const status = providers.find((provider) => provider.name === name)?.status;
    if (status?.state === 'error' || status?.state === 'no_key') {
      throw new OpenLlmError(status.error ?? { kind: 'config', message: status.message });
    }
    return [];
  }
}
