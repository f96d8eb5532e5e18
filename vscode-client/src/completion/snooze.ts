/** Clocks that return milliseconds. */
export interface Clocks {
  /** A monotonic clock, which is not affected by changes of the system time. */
  readonly elapsed: () => number;
  /** The time since 1970. */
  readonly timeOfDay: () => number;
}

/** Pauses completions for a period of time or until VS Code is restarted. */
export class Snooze {
  readonly #clocks: Clocks;
  readonly #onChange: () => void;
  #untilMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(clocks: Clocks, onChange: () => void) {
    this.#clocks = clocks;
    this.#onChange = onChange;
  }

  /**
   * When the pause ends, in milliseconds since 1970. Infinity if it lasts until a restart; undefined if completions are
   * not paused.
   */
  get untilMs(): number | undefined {
    const remainingMs = this.#untilMs - this.#clocks.elapsed();
    return remainingMs > 0 ? this.#clocks.timeOfDay() + remainingMs : undefined;
  }

  /**
   * Pauses completions.
   *
   * @param ms the duration in milliseconds; infinity pauses until a restart, and 0 resumes at once
   */
  pause(ms: number): void {
    clearTimeout(this.#timer);
    this.#untilMs = ms === 0 ? 0 : this.#clocks.elapsed() + ms;
    if (ms > 0 && Number.isFinite(ms)) {
      this.#timer = setTimeout(this.#onChange, ms);
    }
    this.#onChange();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
