/** Weight of the newest value in an average. */
const weight = 0.25;
/** A longer pause is not part of the rhythm, in milliseconds. */
const breakMs = 1000;
/** Shorter gaps between keystrokes are fast typing, in milliseconds. */
const fastMs = 300;
/** Fast typing causes at most one request for this many keystrokes. */
const keystrokesPerRequest = 3;
const leastMs = 50;
const mostMs = 400;

/**
 * How long to wait for the next keystroke before a request is sent, by how fast the user types and the model responds.
 * The delay is always longer than the usual gap, so that steady typing causes no requests.
 */
export class TypingRhythm {
  #gapMs = 150;
  #latencyMs = 300;
  #lastAtMs = Number.NEGATIVE_INFINITY;
  #sinceRequest = keystrokesPerRequest;

  /** A key was pressed. */
  typed(atMs: number): void {
    const gapMs = atMs - this.#lastAtMs;
    if (gapMs <= breakMs) {
      this.#gapMs += weight * (gapMs - this.#gapMs);
    }
    this.#lastAtMs = atMs;
    this.#sinceRequest++;
  }

  /** A request is sent. */
  requested(): void {
    this.#sinceRequest = 0;
  }

  /** A suggestion arrived after this time. */
  answered(latencyMs: number): void {
    this.#latencyMs += weight * (latencyMs - this.#latencyMs);
  }

  /** @param boundary whether the cursor is at the end of a word, argument or line, where a pause is more likely */
  delayMs(boundary: boolean): number {
    const usual = Math.max(1.5 * this.#gapMs, (boundary ? 1.5 : 2.5) * this.#gapMs - this.#latencyMs);
    const delayMs = Math.min(mostMs, Math.max(leastMs, usual));
    return this.#sinceRequest < keystrokesPerRequest ? Math.max(delayMs, fastMs) : delayMs;
  }
}

/** Whether a line up to the cursor ends where a user is likely to stop. */
export function isBoundary(left: string): boolean {
  return /(?:^|[\s.,;:(){}[\]<>=])$/.test(left);
}
