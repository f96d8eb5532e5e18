import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The interval between searches for local servers, in milliseconds. */
const pauseMs = 2500;

/** Searches for servers on this machine every few seconds while its component is visible and needs the result. */
export class LocalWatch implements ReactiveController {
  readonly #look: () => Promise<unknown>;
  readonly #wanted: () => boolean;
  #connected = false;

  /**
   * @param look a function that starts the search in the host; detected servers are reported as a change to the
   *     providers
   * @param wanted a function that returns whether the result would be visible
   */
  constructor(host: ReactiveControllerHost, look: () => Promise<unknown>, wanted: () => boolean = () => true) {
    this.#look = look;
    this.#wanted = wanted;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
    this.#wait();
  }

  hostDisconnected(): void {
    this.#connected = false;
  }

  #wait(): void {
    setTimeout(() => void this.#next(), pauseMs);
  }

  async #next(): Promise<void> {
    if (!this.#connected) {
      return;
    }
    if (this.#wanted() && document.visibilityState === 'visible') {
      await this.#look().catch(() => undefined); // a server failure is reported elsewhere
    }
    this.#wait();
  }
}
