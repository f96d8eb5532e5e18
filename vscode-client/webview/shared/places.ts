import type { MessageTemplate } from '@open-llm/client';
import { t } from './l10n.js';
import { serverText } from './serverText.js';

/**
 * Returns the display name of the source of a value or an API key. If a template exists, it is translated. All other
 * values are file paths and the names of a few predefined sources.
 */
export function sourceName(source: string, template?: MessageTemplate): string {
  return template ? serverText(source, template) : (predefinedName(source) ?? source);
}

function predefinedName(source: string): string | undefined {
  switch (source) {
    case 'VS Code settings':
      return t('VS Code settings');
    case 'VS Code workspace settings':
      return t('VS Code workspace settings');
    case 'configuration':
      return t('configuration');
    case 'Add Models in VS Code':
      return t('Add Models in VS Code');
    case 'found running':
      return t('detected');
    case 'built in':
      return t('built in');
    default:
      return undefined;
  }
}
