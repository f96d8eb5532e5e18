/** Masks secrets in the log: values that were registered, and all text that looks like an API key. */
export class Redactor {
  readonly #secrets = new Set<string>();

  /** Masking a shorter value would hide ordinary words in the log. */
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
  // The value of a header that contains an API key.
  [
    /\b((?:proxy-)?authorization|(?:x-|x-goog-)?api-key|cookie)(["']?\s*[:=]\s*["']?)(?!(?:Bearer|Basic)\s)[^\s"',;]+/gi,
    `$1$2${mask}`,
  ],
  // The user name and password in a URL.
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, `$1${mask}@`],
  [/\b(?:sk|pk|gsk|xai|hf|pplx|AIza|ghp|glpat)[-_]?[\w-]{16,}/g, mask],
  [/((?:api[-_]?key|access[-_]?token|token|secret|password)["']?\s*[=:]\s*["']?)[^\s"',;&]{8,}/gi, `$1${mask}`],
];
