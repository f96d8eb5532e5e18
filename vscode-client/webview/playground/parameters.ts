import type { ChatOptions } from '@open-llm/client';
import { RequestError } from '../shared/bridge.js';
import { t } from '../shared/l10n.js';

/** The parameters of a request, as entered. Empty parameters are not sent. */
export interface ParameterTexts {
  readonly temperature: string;
  readonly topP: string;
  readonly maxOutputTokens: string;
  readonly seed: string;
  /** The stop sequences, one per line. */
  readonly stop: string;
  readonly reasoningEffort: string;
  readonly format: '' | 'json';
  /** The JSON Schema for the response format `json`. */
  readonly schema: string;
  readonly parallelToolCalls: '' | 'true' | 'false';
  /** Additional parameters as a JSON object. */
  readonly extra: string;
}

export const emptyParameters: ParameterTexts = {
  temperature: '',
  topP: '',
  maxOutputTokens: '',
  seed: '',
  stop: '',
  reasoningEffort: '',
  format: '',
  schema: '',
  parallelToolCalls: '',
  extra: '',
};

/** The content of a field cannot be sent. The message contains the reason. */
export class InvalidParameterError extends RequestError {
  constructor(message: string) {
    super({ kind: 'invalid_request', message });
  }
}

/**
 * Reads the parameters from the entered text.
 *
 * @throws InvalidParameterError if the content of a field cannot be sent
 */
export function parseOptions(texts: ParameterTexts): ChatOptions {
  const stop = texts.stop.split('\n').filter((line) => line !== '');
  const schema = texts.format === 'json' ? parseObject(texts.schema, t('Schema')) : undefined;
  return {
    ...optional('temperature', parseNumber(texts.temperature, t('Temperature'), 0, 2)),
    ...optional('topP', parseNumber(texts.topP, t('Top P'), 0, 1)),
    ...optional('maxOutputTokens', parseInteger(texts.maxOutputTokens, t('Output tokens'), 1)),
    ...optional('seed', parseInteger(texts.seed, t('Seed'), Number.MIN_SAFE_INTEGER)),
    ...optional('stop', stop.length > 0 ? stop : undefined),
    ...optional('reasoningEffort', texts.reasoningEffort || undefined),
    ...optional(
      'responseFormat',
      texts.format === 'json' ? { name: 'answer', ...optional('schema', schema) } : undefined,
    ),
    ...optional('parallelToolCalls', texts.parallelToolCalls === '' ? undefined : texts.parallelToolCalls === 'true'),
    ...optional('extra', parseObject(texts.extra, t('Additional fields'))),
  };
}

/** Returns the field contents for the options. */
export function formatOptions(options: ChatOptions): ParameterTexts {
  const { responseFormat: format, parallelToolCalls: parallel } = options;
  return {
    temperature: formatNumber(options.temperature),
    topP: formatNumber(options.topP),
    maxOutputTokens: formatNumber(options.maxOutputTokens),
    seed: formatNumber(options.seed),
    stop: options.stop?.join('\n') ?? '',
    reasoningEffort: options.reasoningEffort ?? '',
    format: format ? 'json' : '',
    schema: formatJson(format?.schema),
    parallelToolCalls: parallel === undefined ? '' : parallel ? 'true' : 'false',
    extra: formatJson(options.extra),
  };
}

function parseNumber(input: string, name: string, min: number, max: number): number | undefined {
  const value = Number(input.trim().replace(',', '.'));
  if (input.trim() === '') {
    return undefined;
  }
  if (!(value >= min && value <= max)) {
    throw new InvalidParameterError(t('{0} must be a number from {1} to {2}.', name, min, max));
  }
  return value;
}

function parseInteger(input: string, name: string, min: number): number | undefined {
  const value = Number(input.trim());
  if (input.trim() === '') {
    return undefined;
  }
  if (!Number.isSafeInteger(value) || value < min) {
    throw new InvalidParameterError(t('{0} must be a whole number.', name));
  }
  return value;
}

function parseObject(input: string, name: string): Record<string, unknown> | undefined {
  if (input.trim() === '') {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(input);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // The field is validated below.
  }
  throw new InvalidParameterError(t('{0} must be a JSON object, such as {"name": "value"}.', name));
}

function optional<K extends keyof ChatOptions | 'schema', V>(name: K, value: V | undefined): { [key in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { [key in K]: V });
}

function formatNumber(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}

function formatJson(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value, undefined, 2);
}
