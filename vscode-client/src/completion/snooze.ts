/** In milliseconds. */
export interface Clocks {
  /** Counts on whatever happens to the time of day. */
  readonly elapsed: () => number;
  /** Since 1970. */
  readonly timeOfDay: () => number;
}

/** Pauses completions for a time, or until VS Code is restarted. */
export class Snooze {
  readonly #clocks: Clocks;
  readonly #changed: () => void;
  #untilMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(clocks: Clocks, changed: () => void) {
    this.#clocks = clocks;
    this.#changed = changed;
  }

  /** Milliseconds since 1970; infinite until a restart; undefined when it is not paused. */
  get untilMs(): number | undefined {
    const leftMs = this.#untilMs - this.#clocks.elapsed();
    return leftMs > 0 ? this.#clocks.timeOfDay() + leftMs : undefined;
  }

  /** @param ms how long; infinite until a restart, 0 to resume at once */
  pause(ms: number): void {
    clearTimeout(this.#timer);
    this.#untilMs = ms === 0 ? 0 : this.#clocks.elapsed() + ms;
    if (ms > 0 && Number.isFinite(ms)) {
      this.#timer = setTimeout(this.#changed, ms);
    }
    this.#changed();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
