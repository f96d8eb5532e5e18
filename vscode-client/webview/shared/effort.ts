import type { ReasoningEffort } from '@open-llm/client';
import { t } from './l10n.js';

type Level = Exclude<ReasoningEffort, 'auto'>;

/** Returns the display name of a reasoning effort, such as `High`. A model-specific level is returned unchanged. */
export function effortName(effort: string): string {
  return names[effort]?.() ?? effort.charAt(0).toUpperCase() + effort.slice(1);
}

/** The values are functions because the language is not known until a page is rendered. */
const names: Readonly<Record<string, () => string>> & Readonly<Record<Level, () => string>> = {
  none: () => t('None'),
  minimal: () => t('Minimal'),
  low: () => t('Low'),
  medium: () => t('Medium'),
  high: () => t('High'),
  xhigh: () => t('Very high'),
  max: () => t('Maximum'),
};
