import { answers } from './serverTexts/answers.js';
import { inVsCode } from './serverTexts/inVsCode.js';
import { company } from './serverTexts/company.js';
import { configuration } from './serverTexts/configuration.js';
import { network } from './serverTexts/network.js';
import { pieces } from './serverTexts/pieces.js';
import { providers } from './serverTexts/providers.js';
import { requests } from './serverTexts/requests.js';
import { secrets } from './serverTexts/secrets.js';
import { states } from './serverTexts/states.js';

/**
 * The server speaks English, in errors, hints and problems; what a person reads of that is put into their language
 * here, by the pattern of the sentence. What has no pattern, such as a provider's own words, stays as it is.
 * `test/serverTexts.test.ts` compares the sentences with those in the server's code.
 */

/** Translates a text by its English, as `vscode.l10n.t` does. */
export type Translate = (text: string, ...values: (string | number)[]) => string;

/** Whole sentences as they stand in the server's code, with `{0}`, `{1}` for what is filled in, in that order. */
export const sentences = [
  ...network,
  ...answers,
  ...requests,
  ...providers,
  ...secrets,
  ...configuration,
  ...company,
] as const;

export { pieces, states };

/** A text of the server in the language of VS Code. */
export function inLanguage(text: string, translate: Translate): string {
  patterns ??= [...sentences, ...pieces].map(patternOf);
  return readerOf(readers, patterns, translate).translated(text);
}

/** How a provider is, in the language of VS Code. */
export function stateInLanguage(line: string, translate: Translate): string {
  patternsOfStates ??= [...states, ...sentences, ...pieces].map(patternOf);
  return readerOf(readersOfStates, patternsOfStates, translate).translated(line);
}

interface Pattern {
  readonly fits: RegExp;
  readonly words: string;
  /** How many letters of a text it knows, beside what is filled in. */
  readonly known: number;
}

/** A text as it was read, and how many of its letters were known. */
interface Reading {
  readonly text: string;
  readonly known: number;
}

/** What is filled in and longer than this is no words of the server's. */
const longestWords = 500;

/** More texts than this are not remembered at once. */
const mostReadings = 1000;

/**
 * Reads texts for one language. What is filled in may be words too, `the proxy proxy.example:3128`, and is met by
 * several patterns. Readings are remembered: pages are drawn again and again, and hundreds of models share a warning.
 */
class Reader {
  readonly #readings = new Map<string, Reading>();

  constructor(
    private readonly among: readonly Pattern[],
    private readonly translate: Translate,
  ) {}

  translated(text: string): string {
    return this.#remembered(text).text;
  }

  #remembered(text: string): Reading {
    const before = this.#readings.get(text);
    if (before) {
      return before;
    }
    const reading = this.#read(text);
    if (this.#readings.size >= mostReadings) {
      this.#readings.clear();
    }
    this.#readings.set(text, reading);
    return reading;
  }

  /** Several patterns can fit, as with `{0} cannot be read: {1}.`; the one that leaves least unknown is meant. */
  #read(text: string): Reading {
    let best: Reading = { text, known: 0 };
    for (const { fits, words, known } of this.among) {
      const found = fits.exec(text);
      if (found) {
        const values = found.slice(1).map((value) => this.#filledIn(value));
        const knownInAll = values.reduce((sum, value) => sum + value.known, known);
        if (knownInAll > best.known) {
          best = {
            text: this.translate(inVsCode[words] ?? words, ...values.map((value) => value.text)),
            known: knownInAll,
          };
        }
      }
    }
    return best;
  }

  #filledIn(value: string): Reading {
    return value.length > longestWords ? { text: value, known: 0 } : this.#remembered(value);
  }
}

const readers = new WeakMap<Translate, Reader>();
const readersOfStates = new WeakMap<Translate, Reader>();

function readerOf(known: WeakMap<Translate, Reader>, among: readonly Pattern[], translate: Translate): Reader {
  const reader = known.get(translate) ?? new Reader(among, translate);
  known.set(translate, reader);
  return reader;
}

let patterns: readonly Pattern[] | undefined;
let patternsOfStates: readonly Pattern[] | undefined;

function patternOf(words: string): Pattern {
  const parts = words.split(/\{\d+\}/);
  const literal = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return { fits: new RegExp(`^${literal.join('(.*?)')}$`, 's'), words, known: parts.join('').length };
}
