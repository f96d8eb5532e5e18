import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { OpenLlmClient } from './client.js';
import { OpenLlmConnection } from './connection.js';
import { OpenLlmError } from './error.js';
import type { ClientCapabilities, SettingsParams } from './protocol.js';

export interface ConnectOptions {
  /** The server's launcher; the environment variable `OPENLLM_COMMAND`, else `open-llm` on the PATH. */
  readonly command?: string;
  /** Arguments of the launcher; `serve --stdio` when absent. */
  readonly args?: readonly string[];
  /** The server's environment; that of this process when absent. */
  readonly env?: NodeJS.ProcessEnv;
  /** Who connects, as shown in status and audit; `node` when absent. */
  readonly clientName?: string;
  readonly clientVersion?: string;
  /** Settings of the client, beside the user's files and the environment. */
  readonly settings?: SettingsParams;
  /** What the server may ask of this client. */
  readonly client?: OpenLlmClient;
  /** Called with each line the server writes to its log on stderr. */
  readonly onLogLine?: (line: string) => void;
}

/**
 * Starts a server of one's own and returns the connection to it, ready for requests. The server ends with
 * `shutdown()`, and with this process.
 */
export async function connect(options: ConnectOptions = {}): Promise<OpenLlmConnection> {
  const command = options.command ?? process.env['OPENLLM_COMMAND'] ?? 'open-llm';
  const server = spawn(command, options.args ?? ['serve', '--stdio'], {
    env: options.env ?? process.env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const notStarted = new Promise<never>((_resolve, reject) => {
    server.once('error', (cause) => reject(cannotStart(command, cause)));
  });
  const closed = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const logLines = createInterface({ input: server.stderr });
  logLines.on('line', (line) => options.onLogLine?.(line));

  const connection = OpenLlmConnection.overStreams(server.stdout, server.stdin, options.client);
  connection.onEnd(() => server.kill());
  const initialized = connection.initialize({
    clientName: options.clientName ?? 'node',
    clientVersion: options.clientVersion ?? '',
    processId: process.pid,
    capabilities: capabilitiesOf(options.client),
    ...(options.settings ? { settings: options.settings } : {}),
  });
  try {
    await Promise.race([initialized, notStarted]);
  } catch (failure) {
    connection.dispose();
    await closed;
    throw failure;
  }
  return connection;
}

/** What a client declares to the server: only what it has. */
export function capabilitiesOf(client: OpenLlmClient = {}): ClientCapabilities {
  return {
    secretStorage: client.secretStorage !== undefined,
    progress: Boolean(client.modelsChanged ?? client.statusChanged ?? client.problemsChanged),
    questions: Boolean(client.confirmHost ?? client.askConsent),
    settings: client.updateSettings !== undefined,
    accounts: client.authToken !== undefined,
  };
}

function cannotStart(command: string, cause: NodeJS.ErrnoException): OpenLlmError {
  return cause.code === 'ENOENT'
    ? OpenLlmError.of(
        'config',
        `The command "${command}" was not found.`,
        'Install Open LLM Provider, or set OPENLLM_COMMAND to its launcher.',
      )
    : OpenLlmError.of('internal', `The command "${command}" could not be started: ${cause.message}`);
}
