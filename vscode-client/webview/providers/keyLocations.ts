import type {
  ConfigShowResult,
  SecretScope,
  SecretStore,
  SecretWhereResult,
  SecretWhereResultTried,
} from '@open-llm/client';
import { t } from '../shared/l10n.js';

/** The location of an API key: store and scope. */
export interface KeyLocation {
  readonly store: SecretStore;
  readonly scope: SecretScope;
}

/** Returns the locations to which an API key can be written, in the order in which they are searched. */
export function writableLocations({ tried }: SecretWhereResult, workspace: boolean): KeyLocation[] {
  const stores = tried.filter(isWritable).map(({ store }) => store);
  const scopes: readonly SecretScope[] = workspace ? ['user', 'workspace'] : ['user'];
  return scopes.flatMap((scope) => stores.map((store) => ({ store, scope })));
}

export function isWritable({ store, outcome }: SecretWhereResultTried): boolean {
  return store !== 'environment' && outcome !== 'switched_off' && outcome !== 'unavailable';
}

/** Returns the store whose API key is used. */
export function storeInUse({ tried }: SecretWhereResult): SecretWhereResultTried | undefined {
  return tried.find(({ outcome }) => outcome === 'found');
}

/**
 * Returns the location where a new API key is stored: the location of the key that it replaces if that location is
 * writable, otherwise the location that the settings define.
 */
export function newKeyLocation(lookup: SecretWhereResult, preferredStore: SecretStore): KeyLocation | undefined {
  const used = storeInUse(lookup);
  if (used && isWritable(used)) {
    return { store: used.store, scope: used.scope ?? 'user' };
  }
  const locations = writableLocations(lookup, false);
  return locations.find(({ store }) => store === preferredStore) ?? locations[0];
}

/** Returns the store for new API keys, as defined by the settings. */
export function defaultKeyStore(config: ConfigShowResult | undefined): SecretStore {
  const configured = config?.values.find(({ path }) => path.join('/') === 'secrets/store')?.value;
  return configured === 'keychain' || configured === 'dotenv' ? configured : 'vscode';
}

export function keyLocationName({ store, scope }: KeyLocation): string {
  return scope === 'user' ? storeName(store) : t('{0}, for this workspace only', storeName(store));
}

export function storeName(store: SecretStore): string {
  switch (store) {
    case 'command':
      return t('Command');
    case 'environment':
      return t('Environment');
    case 'vscode':
      return t('VS Code secret storage');
    case 'keychain':
      return t('System keychain');
    case 'dotenv':
      return t('.env file');
  }
}
