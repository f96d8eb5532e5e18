import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** So often local servers are looked for. */
const pauseMs = 2500;

/** Has servers of this machine looked for every few seconds, for as long as its component is seen and wants it. */
export class LocalWatch implements ReactiveController {
  readonly #look: () => Promise<unknown>;
  readonly #wanted: () => boolean;
  #connected = false;

  /**
   * @param look has the host look; what it finds comes as a change of providers
   * @param wanted whether somebody would see what is found
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
