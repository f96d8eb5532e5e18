import type { MessageTemplate } from '@open-llm/client';
import { translateArguments } from '../messageTemplate.js';

/** A notice about a temporary activity, with the text that replaces the notice afterwards. */
export interface PassingNotice {
  /** The text that replaces the notice afterwards; empty if no text is needed. */
  readonly past: string;
  /** The reason for a retry. If the request is canceled before the retry, the notice consists of this text only. */
  readonly retryFor?: string;
}

interface Translator {
  readonly t: (message: string, ...args: (string | number)[]) => string;
}

/**
 * Returns the temporary form of a server notice if the notice becomes obsolete as soon as the next event arrives.
 * Returns undefined for any other notice.
 */
export function passingNotice(template: MessageTemplate | undefined, words: Translator): PassingNotice | undefined {
  const [first = '', second = '', third = ''] = translateArguments(template, words.t);
  switch (template?.template) {
    case '{0} Retrying in {1} s (retry {2} of {3}).':
      return {
        past:
          Number(third) > 1
            ? words.t('{0} Retried {1} times.', first, third)
            : words.t('{0} Retried once after {1} s.', first, second),
        retryFor: String(first),
      };
    case '{0} Retrying {1}.':
      return { past: words.t('{0} Retried {1}.', first, second) };
    case '{0} Trying {1} instead.':
      return { past: words.t('{0} Tried {1} instead.', first, second) };
    case '{0} {1}': {
      const otherKey = keyNotice(template, words, 'past');
      return otherKey === undefined ? undefined : { past: words.t('{0} {1}', first, otherKey) };
    }
    case 'The provider is loading the model. Waiting up to {0} s for it.':
    case 'The provider is still loading the model ({0} s so far).':
    case 'Waiting for {0} (max_parallel: {1}). This request is next.':
    case 'Waiting for {0} (max_parallel: {1}). Requests ahead of this one: {2}.':
      return { past: '' };
    default:
      return undefined;
  }
}

/**
 * Returns whether a notice replaces the previous one, because both count retries or because the previous one leaves no
 * text behind.
 */
export function replaces(later: PassingNotice | undefined, earlier: PassingNotice | undefined): boolean {
  return (
    later !== undefined &&
    earlier !== undefined &&
    (earlier.past === '' || (later.retryFor !== undefined && earlier.retryFor !== undefined))
  );
}

/** Returns a notice in a form that remains true afterwards, for views in which it cannot be changed. */
export function lastingNotice(english: string, template: MessageTemplate | undefined, words: Translator): string {
  const [first = '', second = '', third = '', fourth = ''] = translateArguments(template, words.t);
  switch (template?.template) {
    case '{0} Retrying in {1} s (retry {2} of {3}).':
      return words.t('{0} Retry {1} of {2} after {3} s.', first, third, fourth, second);
    case '{0} Retrying {1}.':
      return words.t('{0} Next attempt: {1}.', first, second);
    case '{0} Trying {1} instead.':
      return words.t('{0} Fallback: {1}.', first, second);
    case '{0} {1}':
      return words.t('{0} {1}', first, keyNotice(template, words, 'lasting') ?? second);
    case 'The provider is loading the model. Waiting up to {0} s for it.':
      return words.t('Model load time at the provider: up to {0} s.', first);
    case 'The provider is still loading the model ({0} s so far).':
      return words.t('Model load time at the provider: {0} s so far.', first);
    case 'Waiting for {0} (max_parallel: {1}). This request is next.':
    case 'Waiting for {0} (max_parallel: {1}). Requests ahead of this one: {2}.':
      return words.t('Queued for {0}; limit on parallel requests (max_parallel): {1}.', first, second);
    default:
      return template ? words.t(template.template, ...translateArguments(template, words.t)) : english;
  }
}

/**
 * Returns the sentence about another API key, which follows the sentence about the failure. Returns undefined if the
 * second sentence is about something else.
 */
function keyNotice({ args }: MessageTemplate, words: Translator, tense: 'past' | 'lasting'): string | undefined {
  const sentence = args[1];
  const template = typeof sentence === 'object' ? sentence : undefined;
  const [name = ''] = translateArguments(template, words.t);
  switch (template?.template) {
    case 'Retrying with the API key {0}.':
      return tense === 'past'
        ? words.t('Retried with the API key {0}.', name)
        : words.t('The next attempt uses the API key {0}.', name);
    case 'Retrying with the API key that api_key_command now returns.':
      return tense === 'past'
        ? words.t('Retried with the API key that api_key_command printed.')
        : words.t('The next attempt uses the API key that api_key_command prints.');
    default:
      return undefined;
  }
}
