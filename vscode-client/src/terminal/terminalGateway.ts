import { createConnection, createServer } from 'node:net';
import type { SettingsParams } from '@open-llm/client';

/** How long the server can take to open its gateway, in milliseconds. */
const openTimeoutMs = 20_000;

/**
 * Controls the gateway of the server of this window while terminals use it. Through the gateway, programs in a terminal
 * can use the models and API keys of this window, including those that are known only to VS Code. The user settings
 * remain unchanged because the gateway setting is sent only to the server.
 */
export class TerminalGateway {
  readonly #sendSettings: () => Promise<void>;
  #port: Promise<number> | undefined;
  #openPort: number | undefined;
  #userCount = 0;

  /** @param sendSettings a function that sends the settings to the server again */
  constructor(sendSettings: () => Promise<void>) {
    this.#sendSettings = sendSettings;
  }

  /** Returns the settings for the server, including the gateway setting. */
  withGateway(settings: SettingsParams): SettingsParams {
    if (this.#openPort === undefined || configuredPort(settings) !== undefined) {
      return settings;
    }
    const user = (settings.user ?? {}) as Record<string, unknown>;
    return { ...settings, user: { ...user, gateway: { enabled: true, port: this.#openPort } } };
  }

  /**
   * Opens the gateway, which stays open until {@link release} has been called as often as this method.
   *
   * @return the address of the gateway
   */
  async acquire(settings: SettingsParams): Promise<string> {
    this.#userCount += 1;
    try {
      const port = configuredPort(settings) ?? (await (this.#port ??= this.#openOnFreePort()));
      await waitUntilListening(port);
      return `http://127.0.0.1:${port}`;
    } catch (failure) {
      this.release();
      throw failure;
    }
  }

  release(): void {
    this.#userCount -= 1;
    if (this.#userCount === 0 && this.#port) {
      this.#port = undefined;
      this.#openPort = undefined;
      void this.#sendSettings();
    }
  }

  async #openOnFreePort(): Promise<number> {
    const port = await findFreePort();
    this.#openPort = port;
    await this.#sendSettings();
    return port;
  }
}

/** Returns the port that the user configured for the gateway. */
function configuredPort({ user }: SettingsParams): number | undefined {
  const gateway = (user as { gateway?: { enabled?: unknown; port?: unknown } } | undefined)?.gateway;
  return gateway?.enabled === true && typeof gateway.port === 'number' && gateway.port > 0 ? gateway.port : undefined;
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}

async function waitUntilListening(port: number): Promise<void> {
  const deadline = performance.now() + openTimeoutMs;
  while (!(await acceptsConnections(port))) {
    if (performance.now() > deadline) {
      throw new Error(`no gateway on port ${port}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function acceptsConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
