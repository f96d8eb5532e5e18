import { answers } from './serverTexts/answers.js';
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
export type Translate = (text: string, ...values: string[]) => string;

/** Whole sentences as they stand in the server's code, with `{0}`, `{1}` for what is filled in, in that order. */
export const sentences = [...network, ...answers, ...requests, ...providers, ...secrets, ...configuration] as const;

export { pieces, states };

/** A text of the server in the language of VS Code. */
export function inLanguage(text: string, translate: Translate): string {
  patterns ??= [...sentences, ...pieces].map(patternOf);
  return new Reader(patterns, translate).read(text).text;
}

/** How a provider is, in the language of VS Code. */
export function stateInLanguage(line: string, translate: Translate): string {
  patternsOfStates ??= [...states, ...sentences, ...pieces].map(patternOf);
  return new Reader(patternsOfStates, translate).read(line).text;
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

/** Reads one text. What is filled in may be words too, `the proxy proxy.example:3128`, and is met by several patterns. */
class Reader {
  readonly #readings = new Map<string, Reading>();

  constructor(
    private readonly among: readonly Pattern[],
    private readonly translate: Translate,
  ) {}

  /** Several patterns can fit, as with `{0} cannot be read: {1}.`; the one that leaves least unknown is meant. */
  read(text: string): Reading {
    let best: Reading = { text, known: 0 };
    for (const { fits, words, known } of this.among) {
      const found = fits.exec(text);
      if (found) {
        const values = found.slice(1).map((value) => this.#readOnce(value));
        const knownInAll = values.reduce((sum, value) => sum + value.known, known);
        if (knownInAll > best.known) {
          best = { text: this.translate(words, ...values.map((value) => value.text)), known: knownInAll };
        }
      }
    }
    return best;
  }

  #readOnce(value: string): Reading {
    const before = this.#readings.get(value);
    const reading = before ?? (value.length > longestWords ? { text: value, known: 0 } : this.read(value));
    this.#readings.set(value, reading);
    return reading;
  }
}

let patterns: readonly Pattern[] | undefined;
let patternsOfStates: readonly Pattern[] | undefined;

function patternOf(words: string): Pattern {
  const parts = words.split(/\{\d+\}/);
  const literal = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return { fits: new RegExp(`^${literal.join('(.*?)')}$`, 's'), words, known: parts.join('').length };
}
