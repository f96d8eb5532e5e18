import { createConnection, createServer } from 'node:net';
import type { SettingsParams } from '@open-llm/client';

/** How long the server can take to open its gateway, in milliseconds. */
const openMs = 20_000;

/**
 * Controls the gateway of the server of this window while terminals use it. Through the gateway, programs in a terminal
 * can use the models and API keys of this window, including those that are known only to VS Code. The user settings
 * remain unchanged because the gateway setting is sent only to the server.
 */
export class TerminalGateway {
  readonly #tellServer: () => Promise<void>;
  #port: Promise<number> | undefined;
  #open: number | undefined;
  #users = 0;

  /** @param tellServer a function that sends the settings to the server again */
  constructor(tellServer: () => Promise<void>) {
    this.#tellServer = tellServer;
  }

  /** Returns the settings for the server, including the gateway setting. */
  over(settings: SettingsParams): SettingsParams {
    if (this.#open === undefined || configuredPort(settings) !== undefined) {
      return settings;
    }
    const user = (settings.user ?? {}) as Record<string, unknown>;
    return { ...settings, user: { ...user, gateway: { enabled: true, port: this.#open } } };
  }

  /**
   * Opens the gateway, which stays open until {@link release} has been called as often as this method.
   *
   * @return the address of the gateway
   */
  async use(settings: SettingsParams): Promise<string> {
    this.#users += 1;
    try {
      const port = configuredPort(settings) ?? (await (this.#port ??= this.#choose()));
      await listening(port);
      return `http://127.0.0.1:${port}`;
    } catch (failure) {
      this.release();
      throw failure;
    }
  }

  release(): void {
    this.#users -= 1;
    if (this.#users === 0 && this.#port) {
      this.#port = undefined;
      this.#open = undefined;
      void this.#tellServer();
    }
  }

  async #choose(): Promise<number> {
    const port = await freePort();
    this.#open = port;
    await this.#tellServer();
    return port;
  }
}

/** Returns the port that the user configured for the gateway. */
function configuredPort({ user }: SettingsParams): number | undefined {
  const gateway = (user as { gateway?: { enabled?: unknown; port?: unknown } } | undefined)?.gateway;
  return gateway?.enabled === true && typeof gateway.port === 'number' && gateway.port > 0 ? gateway.port : undefined;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}

async function listening(port: number): Promise<void> {
  const until = performance.now() + openMs;
  while (!(await accepts(port))) {
    if (performance.now() > until) {
      throw new Error(`no gateway on port ${port}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
