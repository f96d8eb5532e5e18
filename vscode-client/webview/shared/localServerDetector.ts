import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The interval between searches for local servers, in milliseconds. */
const intervalMs = 2500;

/** Searches for servers on this machine every few seconds while its component is visible and needs the result. */
export class LocalServerDetector implements ReactiveController {
  readonly #detect: () => Promise<unknown>;
  readonly #isNeeded: () => boolean;
  #connected = false;

  /**
   * @param detect a function that starts the search in the host; detected servers are reported as a change to the
   *     providers
   * @param isNeeded a function that returns whether the result would be visible
   */
  constructor(host: ReactiveControllerHost, detect: () => Promise<unknown>, isNeeded: () => boolean = () => true) {
    this.#detect = detect;
    this.#isNeeded = isNeeded;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
    this.#schedule();
  }

  hostDisconnected(): void {
    this.#connected = false;
  }

  #schedule(): void {
    setTimeout(() => void this.#poll(), intervalMs);
  }

  async #poll(): Promise<void> {
    if (!this.#connected) {
      return;
    }
    if (this.#isNeeded() && document.visibilityState === 'visible') {
      await this.#detect().catch(() => undefined); // a server failure is reported elsewhere
    }
    this.#schedule();
  }
}
