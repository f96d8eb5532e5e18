import type { ModelInfo } from '@open-llm/client';
import { formatCost, formatTokens } from './format.js';
import { t } from './l10n.js';
import { serverText } from './serverText.js';

/** Returns whether no source specifies the value, so it is a guess. */
export const isAssumed = (model: ModelInfo, field: string): boolean =>
  model.sources[field]?.startsWith('assumed') ?? false;

/** Formats a limit in tokens. A question mark is added if no source specifies the value. */
export function formatLimit(model: ModelInfo, name: 'contextTokens' | 'maxOutputTokens'): string {
  if (model.embedding && model.limits[name] === 0) {
    return '';
  }
  return formatTokens(model.limits[name]) + (isAssumed(model, `limits.${name}`) ? '?' : '');
}

/** Returns a short note about the source of a value, or an empty string if the source is unknown. */
export function formatSource(model: ModelInfo, field: string): string {
  const source = model.sources[field];
  if (source === undefined) {
    return '';
  }
  const text = serverText(source, model.sourceTemplates?.[field]);
  return isAssumed(model, field) ? text : t('from {0}', text);
}

/** A capability of a model. */
export interface Capability {
  readonly name: 'tools' | 'vision' | 'reasoning' | 'files';
  readonly word: string;
  /** The name of the model property. */
  readonly field: string;
}

/** Returns the capabilities of a model, worded as in the table. */
export function capabilitiesOf({ capabilities }: ModelInfo): readonly Capability[] {
  const all: readonly Capability[] = [
    { name: 'tools', word: t('Tools'), field: 'capabilities.tools' },
    { name: 'vision', word: t('Vision'), field: 'capabilities.vision' },
    { name: 'reasoning', word: t('Reasoning'), field: 'capabilities.reasoning' },
    { name: 'files', word: t('Files'), field: 'capabilities.files' },
  ];
  return all.filter(({ name }) => capabilities[name]);
}

/** Returns the known input and output properties of an embedding model, each with its source. */
function embeddingFacts(model: ModelInfo): readonly [string, string][] {
  const { dimensions, maxInputTokens } = model.embedding ?? {};
  return [
    [t('Embedding model'), 'embedding'],
    ...(dimensions === undefined
      ? []
      : [[t('{0} dimensions', dimensions), 'embedding.dimensions'] as [string, string]]),
    ...(maxInputTokens === undefined
      ? []
      : [[t('Input {0}', formatTokens(maxInputTokens)), 'embedding.maxInputTokens'] as [string, string]]),
  ];
}

function chatFacts(model: ModelInfo): readonly [string, string][] {
  return [
    [t('Context {0}', formatLimit(model, 'contextTokens')), 'limits.contextTokens'],
    [t('Output {0}', formatLimit(model, 'maxOutputTokens')), 'limits.maxOutputTokens'],
    ...capabilitiesOf(model).map(({ word, field }): [string, string] => [word, field]),
  ];
}

/**
 * Parses a number of tokens in the formats that users enter: `128000`, `128,000`, `128K`, or `1M`. Returns undefined
 * for anything else.
 */
export function parseTokens(text: string): number | undefined {
  const match = /^(\d+(?:[.,]\d+)?)\s*([km])$/i.exec(text.trim());
  const plain = /^\d{1,3}(?:[ ,.'’]\d{3})+$|^\d+$/.test(text.trim()) ? Number(text.replace(/\D/g, '')) : undefined;
  const scaled = match && Number(match[1]?.replace(',', '.')) * (match[2]?.toLowerCase() === 'k' ? 1000 : 1_000_000);
  const tokens = Math.round(scaled ?? plain ?? 0);
  return tokens > 0 && tokens <= 2_000_000_000 ? tokens : undefined;
}

/**
 * Formats the prices of a model: `$1.25 / $10.00 / M`, `free` if both are zero, or an empty string if they are unknown.
 */
export function formatPrice({ pricing }: ModelInfo): string {
  if (!pricing) {
    return '';
  }
  return pricing.input === 0 && pricing.output === 0
    ? t('free')
    : `${formatCost(pricing.input)} / ${formatCost(pricing.output)} / M`;
}

/** Returns all known properties of a model with their sources in one line. */
export function formatFacts(model: ModelInfo): string {
  const facts: [string, string][] = [
    ...(model.embedding ? embeddingFacts(model) : chatFacts(model)),
    ...(model.pricing ? [[t('Price {0}', formatPrice(model)), 'pricing'] as [string, string]] : []),
  ];
  return [model.id, ...facts.map(([fact, field]) => `${fact} ${formatSource(model, field)}`.trim())].join(' · ');
}
