import type { ChatOptions } from '@open-llm/client';
import { RequestFailed } from '../shared/bridge.js';
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

export const noParameters: ParameterTexts = {
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
export class BadParameter extends RequestFailed {
  constructor(message: string) {
    super({ kind: 'invalid_request', message });
  }
}

/**
 * Reads the parameters from the entered text.
 *
 * @throws BadParameter if the content of a field cannot be sent
 */
export function optionsOf(texts: ParameterTexts): ChatOptions {
  const stop = texts.stop.split('\n').filter((line) => line !== '');
  const schema = texts.format === 'json' ? object(texts.schema, t('Schema')) : undefined;
  return {
    ...given('temperature', number(texts.temperature, t('Temperature'), 0, 2)),
    ...given('topP', number(texts.topP, t('Top P'), 0, 1)),
    ...given('maxOutputTokens', whole(texts.maxOutputTokens, t('Output tokens'), 1)),
    ...given('seed', whole(texts.seed, t('Seed'), Number.MIN_SAFE_INTEGER)),
    ...given('stop', stop.length > 0 ? stop : undefined),
    ...given('reasoningEffort', texts.reasoningEffort || undefined),
    ...given('responseFormat', texts.format === 'json' ? { name: 'answer', ...given('schema', schema) } : undefined),
    ...given('parallelToolCalls', texts.parallelToolCalls === '' ? undefined : texts.parallelToolCalls === 'true'),
    ...given('extra', object(texts.extra, t('Additional fields'))),
  };
}

/** Returns the field contents for the options. */
export function textsOf(options: ChatOptions): ParameterTexts {
  const { responseFormat: format, parallelToolCalls: parallel } = options;
  return {
    temperature: text(options.temperature),
    topP: text(options.topP),
    maxOutputTokens: text(options.maxOutputTokens),
    seed: text(options.seed),
    stop: options.stop?.join('\n') ?? '',
    reasoningEffort: options.reasoningEffort ?? '',
    format: format ? 'json' : '',
    schema: json(format?.schema),
    parallelToolCalls: parallel === undefined ? '' : parallel ? 'true' : 'false',
    extra: json(options.extra),
  };
}

function number(typed: string, name: string, least: number, most: number): number | undefined {
  const value = Number(typed.trim().replace(',', '.'));
  if (typed.trim() === '') {
    return undefined;
  }
  if (!(value >= least && value <= most)) {
    throw new BadParameter(t('{0} must be a number from {1} to {2}.', name, least, most));
  }
  return value;
}

function whole(typed: string, name: string, least: number): number | undefined {
  const value = Number(typed.trim());
  if (typed.trim() === '') {
    return undefined;
  }
  if (!Number.isSafeInteger(value) || value < least) {
    throw new BadParameter(t('{0} must be a whole number.', name));
  }
  return value;
}

function object(typed: string, name: string): Record<string, unknown> | undefined {
  if (typed.trim() === '') {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(typed);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // The field is validated below.
  }
  throw new BadParameter(t('{0} must be a JSON object, such as {"name": "value"}.', name));
}

function given<K extends keyof ChatOptions | 'schema', V>(name: K, value: V | undefined): { [key in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { [key in K]: V });
}

function text(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}

function json(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value, undefined, 2);
}
