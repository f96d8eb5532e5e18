import type { ReasoningEffort } from '@open-llm/client';
import { t } from './l10n.js';

type Level = Exclude<ReasoningEffort, 'auto'>;

/** The display name of a reasoning effort: `High`. A level of the model's own keeps its name. */
export function effortName(effort: string): string {
  return names[effort]?.() ?? effort.charAt(0).toUpperCase() + effort.slice(1);
}

/** Functions, because the language is known only when a page is drawn. */
const names: Readonly<Record<string, () => string>> & Readonly<Record<Level, () => string>> = {
  none: () => t('None'),
  minimal: () => t('Minimal'),
  low: () => t('Low'),
  medium: () => t('Medium'),
  high: () => t('High'),
  xhigh: () => t('Very high'),
  max: () => t('Maximum'),
};
