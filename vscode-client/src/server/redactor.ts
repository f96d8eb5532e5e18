/** Masks keys in the log: those it has seen, and everything in the form of one. */
export class Redactor {
  readonly #secrets = new Set<string>();

  /** A shorter value would mask ordinary words in the log. */
  remember(secret: string): void {
    if (secret.length >= 8) {
      this.#secrets.add(secret);
    }
  }

  redact(line: string): string {
    let redacted = line;
    for (const secret of this.#secrets) {
      redacted = redacted.replaceAll(secret, mask);
    }
    for (const [pattern, replacement] of patterns) {
      redacted = redacted.replace(pattern, replacement);
    }
    return redacted;
  }
}

const mask = '•••';

const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${mask}`],
  // The value of a header that carries a key.
  [
    /\b((?:proxy-)?authorization|(?:x-|x-goog-)?api-key|cookie)(["']?\s*[:=]\s*["']?)(?!(?:Bearer|Basic)\s)[^\s"',;]+/gi,
    `$1$2${mask}`,
  ],
  // User and password in a URL.
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, `$1${mask}@`],
  [/\b(?:sk|pk|gsk|xai|hf|pplx|AIza|ghp|glpat)[-_]?[\w-]{16,}/g, mask],
  [/((?:api[-_]?key|access[-_]?token|token|secret|password)["']?\s*[=:]\s*["']?)[^\s"',;&]{8,}/gi, `$1${mask}`],
];
