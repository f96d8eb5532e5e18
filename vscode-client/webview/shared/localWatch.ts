import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How often to look for local servers. */
const pauseMs = 2500;

/** Looks for servers on this machine every few seconds, as long as its component is visible and needs it. */
export class LocalWatch implements ReactiveController {
  readonly #look: () => Promise<unknown>;
  readonly #wanted: () => boolean;
  #connected = false;

  /**
   * @param look starts the discovery in the host; discovered servers arrive as a change of providers
   * @param wanted whether the result would be visible
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
      await this.#look().catch(() => undefined); // a server that is away is said elsewhere
    }
    this.#wait();
  }
}
