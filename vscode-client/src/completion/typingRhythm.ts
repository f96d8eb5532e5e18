/** The weight of the newest value in a moving average. */
const weight = 0.25;
/** The interval between keystrokes above which a pause is not considered part of the typing rhythm, in milliseconds. */
const breakMs = 1000;
/** The interval between keystrokes below which typing is considered fast, in milliseconds. */
const fastMs = 300;
/** The number of keystrokes after which fast typing can cause another request. */
const keystrokesPerRequest = 3;
const leastMs = 50;
const mostMs = 400;

/**
 * Determines how long to wait for the next keystroke before a request is sent, depending on how fast the user types and
 * the model responds. The delay is always longer than the average interval between keystrokes, so steady typing does
 * not cause requests.
 */
export class TypingRhythm {
  #gapMs = 150;
  #latencyMs = 300;
  #lastAtMs = Number.NEGATIVE_INFINITY;
  #sinceRequest = keystrokesPerRequest;

  /** Records a keystroke. */
  typed(atMs: number): void {
    const gapMs = atMs - this.#lastAtMs;
    if (gapMs <= breakMs) {
      this.#gapMs += weight * (gapMs - this.#gapMs);
    }
    this.#lastAtMs = atMs;
    this.#sinceRequest++;
  }

  /** Records that a request was sent. */
  requested(): void {
    this.#sinceRequest = 0;
  }

  /** Records how many milliseconds a suggestion took to arrive. */
  answered(latencyMs: number): void {
    this.#latencyMs += weight * (latencyMs - this.#latencyMs);
  }

  /**
   * Returns the delay before the next request.
   *
   * @param boundary whether the cursor is at the end of a word, an argument, or a line, where a pause is more likely
   */
  delayMs(boundary: boolean): number {
    const usual = Math.max(1.5 * this.#gapMs, (boundary ? 1.5 : 2.5) * this.#gapMs - this.#latencyMs);
    const delayMs = Math.min(mostMs, Math.max(leastMs, usual));
    return this.#sinceRequest < keystrokesPerRequest ? Math.max(delayMs, fastMs) : delayMs;
  }
}

/** Returns whether the text to the left of the cursor ends where a user is likely to pause. */
export function isBoundary(left: string): boolean {
  return /(?:^|[\s.,;:(){}[\]<>=])$/.test(left);
}
