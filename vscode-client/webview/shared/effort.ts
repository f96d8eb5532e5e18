import { t } from './l10n.js';

/** What an effort of thinking is called: `High`. One that is not known here keeps its provider's word. */
export function effortName(effort: string): string {
  return names[effort]?.() ?? effort.charAt(0).toUpperCase() + effort.slice(1);
}

/** Called when drawn: the language is known only then. */
const names: Readonly<Record<string, () => string>> = {
  none: () => t('None'),
  minimal: () => t('Minimal'),
  low: () => t('Low'),
  medium: () => t('Medium'),
  high: () => t('High'),
  xhigh: () => t('Very high'),
  max: () => t('Maximum'),
};
