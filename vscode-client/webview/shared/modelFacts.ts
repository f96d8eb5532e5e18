import type { ModelInfo } from '@open-llm/client';
import { cost, tokens } from './format.js';
import { t } from './l10n.js';
import { placeName } from './places.js';

/** Whether nobody states a value, so that it may be far from the truth. */
export const isAssumed = (model: ModelInfo, field: string): boolean =>
  model.sources[field]?.startsWith('assumed') ?? false;

/** A limit in tokens; a question mark follows one that nobody stated. */
export function limit(model: ModelInfo, which: 'contextTokens' | 'maxOutputTokens'): string {
  return tokens(model.limits[which]) + (isAssumed(model, `limits.${which}`) ? '?' : '');
}

/** The quiet word on where a value was learned; empty where nobody knows. */
export function learnedFrom(model: ModelInfo, field: string): string {
  const source = model.sources[field];
  const suggestion =
    source === undefined ? null : /^assumed; the catalog lists (\d+), set (\w+) to use it$/.exec(source);
  if (suggestion) {
    return t('assumed; the catalog lists {0}, set {1} to use it', suggestion[1] ?? '', suggestion[2] ?? '');
  }
  if (isAssumed(model, field)) {
    return t('assumed');
  }
  return source === undefined ? '' : t('from {0}', placeName(source));
}

/** What a model can do, in the words of the table, with the name of the fact behind each. */
export function abilities({ capabilities }: ModelInfo): readonly { word: string; field: string }[] {
  const all = [
    { has: capabilities.tools, word: t('Tools'), field: 'capabilities.tools' },
    { has: capabilities.vision, word: t('Vision'), field: 'capabilities.vision' },
    { has: capabilities.reasoning, word: t('Reasoning'), field: 'capabilities.reasoning' },
    { has: capabilities.files, word: t('Files'), field: 'capabilities.files' },
  ];
  return all.filter(({ has }) => has);
}

/** `$1.25 / $10.00 / M`, `free` where both are nothing; empty where nobody knows. */
export function price({ pricing }: ModelInfo): string {
  if (!pricing) {
    return '';
  }
  return pricing.input === 0 && pricing.output === 0
    ? t('free')
    : `${cost(pricing.input)} / ${cost(pricing.output)} / M`;
}

/** Everything that is known of a model with where it was learned, in one line. */
export function factsLine(model: ModelInfo): string {
  const facts: [string, string][] = [
    [t('Context {0}', limit(model, 'contextTokens')), 'limits.contextTokens'],
    [t('Output {0}', limit(model, 'maxOutputTokens')), 'limits.maxOutputTokens'],
    ...abilities(model).map(({ word, field }): [string, string] => [word, field]),
    ...(model.pricing ? [[t('Price {0}', price(model)), 'pricing'] as [string, string]] : []),
  ];
  return [model.id, ...facts.map(([fact, field]) => `${fact} ${learnedFrom(model, field)}`.trim())].join(' · ');
}
