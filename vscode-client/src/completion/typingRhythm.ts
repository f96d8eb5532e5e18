/** The weight of the newest value in a moving average. */
const weight = 0.25;
/** The interval between keystrokes above which a pause is not considered part of the typing rhythm, in milliseconds. */
const maxGapMs = 1000;
/** The interval between keystrokes below which typing is considered fast, in milliseconds. */
const fastGapMs = 300;
/** The number of keystrokes after which fast typing can cause another request. */
const keystrokesPerRequest = 3;
const minDelayMs = 50;
const maxDelayMs = 400;

/**
 * Determines how long to wait for the next keystroke before a request is sent, depending on how fast the user types and
 * the model responds. The delay is always longer than the average interval between keystrokes, so steady typing does
 * not cause requests.
 */
export class TypingRhythm {
  #averageGapMs = 150;
  #averageLatencyMs = 300;
  #lastAtMs = Number.NEGATIVE_INFINITY;
  #keystrokesSinceRequest = keystrokesPerRequest;

  /** Records a keystroke. */
  recordKeystroke(atMs: number): void {
    const gapMs = atMs - this.#lastAtMs;
    if (gapMs <= maxGapMs) {
      this.#averageGapMs += weight * (gapMs - this.#averageGapMs);
    }
    this.#lastAtMs = atMs;
    this.#keystrokesSinceRequest++;
  }

  /** Records that a request was sent. */
  recordRequest(): void {
    this.#keystrokesSinceRequest = 0;
  }

  /** Records how many milliseconds a suggestion took to arrive. */
  recordLatency(latencyMs: number): void {
    this.#averageLatencyMs += weight * (latencyMs - this.#averageLatencyMs);
  }

  /**
   * Returns the delay before the next request.
   *
   * @param boundary whether the cursor is at the end of a word, an argument, or a line, where a pause is more likely
   */
  delayMs(boundary: boolean): number {
    const targetMs = Math.max(
      1.5 * this.#averageGapMs,
      (boundary ? 1.5 : 2.5) * this.#averageGapMs - this.#averageLatencyMs,
    );
    const delayMs = Math.min(maxDelayMs, Math.max(minDelayMs, targetMs));
    return this.#keystrokesSinceRequest < keystrokesPerRequest ? Math.max(delayMs, fastGapMs) : delayMs;
  }
}

/** Returns whether the text to the left of the cursor ends where a user is likely to pause. */
export function isBoundary(left: string): boolean {
  return /(?:^|[\s.,;:(){}[\]<>=])$/.test(left);
}
