/** Pauses completions for a time, or until VS Code is restarted. */
export class Snooze {
  readonly #now: () => number;
  readonly #changed: () => void;
  #untilMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(now: () => number, changed: () => void) {
    this.#now = now;
    this.#changed = changed;
  }

  /** Milliseconds since 1970; infinite until a restart; undefined when it is not paused. */
  get untilMs(): number | undefined {
    return this.#untilMs > this.#now() ? this.#untilMs : undefined;
  }

  /** @param ms how long; infinite until a restart, 0 to resume at once */
  pause(ms: number): void {
    clearTimeout(this.#timer);
    this.#untilMs = ms === 0 ? 0 : this.#now() + ms;
    if (ms > 0 && Number.isFinite(ms)) {
      this.#timer = setTimeout(this.#changed, ms);
    }
    this.#changed();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
