import { t } from './l10n.js';

/** Where a value or a key comes from, for a person. The server names places in English; paths stay as they are. */
export function placeName(place: string): string {
  const variable = /^environment variable (.+)$/.exec(place)?.[1];
  if (variable !== undefined) {
    return t('environment variable {0}', variable);
  }
  const lister = /^(.+)'s model list$/.exec(place)?.[1];
  if (lister !== undefined) {
    return t('model list of {0}', lister);
  }
  const configured = /^configuration, (.+)$/.exec(place)?.[1];
  if (configured !== undefined) {
    return t('configuration, {0}', configured);
  }
  const elsewhere = /^catalog \(from (.+)\)$/.exec(place)?.[1];
  if (elsewhere !== undefined) {
    return t('catalog, from {0}', elsewhere);
  }
  return known(place.replace(/, key of .*$/, '')) ?? place;
}

function known(place: string): string | undefined {
  switch (place) {
    case 'environment':
      return t('environment');
    case 'VS Code secret storage':
      return t('VS Code secret storage');
    case 'VS Code secret storage (workspace)':
      return t('VS Code secret storage (workspace)');
    case 'system keychain':
      return t('system keychain');
    case 'system keychain (workspace)':
      return t('system keychain (workspace)');
    case '.env files':
      return t('.env files');
    case 'VS Code settings':
      return t('VS Code settings');
    case 'VS Code settings of the workspace':
      return t('VS Code settings of the workspace');
    case 'configuration':
      return t('configuration');
    case 'catalog':
      return t('catalog');
    case 'Add Models in VS Code':
      return t('Add Models in VS Code');
    case 'found running':
      return t('found running');
    case 'built in':
      return t('built in');
    default:
      return undefined;
  }
}
