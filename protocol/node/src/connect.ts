import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { OpenLlmClient } from './client.js';
import { OpenLlmConnection } from './connection.js';
import { OpenLlmError } from './error.js';
import type { LaunchCommand } from './launch/index.js';
import type { ClientCapabilities, SettingsParams } from './protocol.js';
import { runningServers } from './runningServers.js';
import { openWebSocket, WebSocketReader, WebSocketWriter } from './webSocket.js';

export interface ConnectOptions {
  /**
   * The launcher of a new server. Default: the environment variable `OPENLLM_COMMAND`, otherwise the package
   * `@open-llm/cli`, otherwise `open-llm` on the PATH.
   */
  readonly command?: string;
  /** The arguments of the launcher. Default: `serve --stdio`. */
  readonly args?: readonly string[];
  /** Whether a new server is always started, even if another one is running. Implied by `command`. */
  readonly own?: boolean;
  /** The environment in which running servers are searched for, and which is passed to a new server. */
  readonly env?: NodeJS.ProcessEnv;
  /** The client name in the status and the usage record. Default: `node`. */
  readonly clientName?: string;
  readonly clientVersion?: string;
  /**
   * Settings of the client, in addition to the user's configuration files and the environment. Ignored if a running
   * server is used.
   */
  readonly settings?: SettingsParams;
  /** The handlers for requests and notifications from the server. */
  readonly client?: OpenLlmClient;
  /** Called with each line that a new server writes to its log on stderr. */
  readonly onLogLine?: (line: string) => void;
}

/**
 * Connects to a running server, such as that of an open VS Code window, or starts a new one. Returns the connection,
 * which is ready for requests. `shutdown()` closes the connection and stops the server if it was started for this
 * connection.
 */
export async function connect(options: ConnectOptions = {}): Promise<OpenLlmConnection> {
  const running = options.command === undefined && !options.own ? await connectToRunning(options) : undefined;
  return running ?? (await startNewServer(options));
}

async function connectToRunning(options: ConnectOptions): Promise<OpenLlmConnection | undefined> {
  for (const server of runningServers(options.env)) {
    const socket = await openWebSocket(server).catch(() => undefined);
    if (socket === undefined) {
      continue; // try the next server, or start one
    }
    const [reader, writer] = [new WebSocketReader(socket), new WebSocketWriter(socket)];
    const connection = OpenLlmConnection.over(reader, writer, options.client);
    connection.onEnd(() => socket.close());
    await initialize(connection, options);
    return connection;
  }
  return undefined;
}

async function startNewServer(options: ConnectOptions): Promise<OpenLlmConnection> {
  const env = options.env ?? process.env;
  const { command, server } = await startServer(options, env);
  const startFailure = new Promise<never>((_resolve, reject) => {
    server.once('error', (cause) => reject(startError(command, cause)));
  });
  const closed = new Promise<string>((resolve) =>
    server.once('close', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`)),
  );
  let lastLine = '';
  createInterface({ input: server.stderr }).on('line', (line) => {
    lastLine = line;
    options.onLogLine?.(line);
  });

  const connection = OpenLlmConnection.overStreams(server.stdout, server.stdin, options.client, closed);
  connection.onEnd(() => server.kill());
  try {
    await Promise.race([initialize(connection, options), startFailure]);
  } catch (failure) {
    await closed;
    throw lastLine === '' ? failure : withHint(failure, `Last line of its output: ${lastLine}`);
  }
  return connection;
}

interface StartedServer {
  /** The command that was run, for error messages. */
  readonly command: string;
  readonly server: ChildProcessWithoutNullStreams;
}

async function startServer({ command, args }: ConnectOptions, env: NodeJS.ProcessEnv): Promise<StartedServer> {
  const configuredCommand = command ?? env['OPENLLM_COMMAND'];
  const installedCommand = configuredCommand || args !== undefined ? undefined : await findInstalledServer(env);
  if (installedCommand !== undefined) {
    return {
      command: '@open-llm/cli',
      server: spawn(installedCommand.command, installedCommand.args, { env: installedCommand.env }),
    };
  }
  const launcher = configuredCommand || 'open-llm';
  return { command: launcher, server: spawn(launcher, args ?? ['serve', '--stdio'], { env }) };
}

interface CliPackage {
  serverCommand(env: NodeJS.ProcessEnv): Promise<LaunchCommand>;
}

/** Returns the command for the server in the package `@open-llm/cli`, if that package is installed next to this one. */
async function findInstalledServer(env: NodeJS.ProcessEnv): Promise<LaunchCommand | undefined> {
  // The compiler must not resolve this name: the package is built after this one and might be missing.
  const name: string = '@open-llm/cli';
  const cli = await (import(name) as Promise<CliPackage>).catch(() => undefined);
  return cli?.serverCommand(env);
}

/** Adds a hint to an error. A launcher that cannot start reports the reason on stderr. */
function withHint(failure: unknown, hint: string): OpenLlmError {
  const { info } = OpenLlmError.from(failure);
  return new OpenLlmError({ ...info, hint });
}

/** Sends the `initialize` request. If it fails, the connection is closed. */
async function initialize(connection: OpenLlmConnection, options: ConnectOptions): Promise<void> {
  try {
    await connection.initialize({
      clientName: options.clientName ?? 'node',
      clientVersion: options.clientVersion ?? '',
      processId: process.pid,
      capabilities: capabilitiesOf(options.client),
      // The current folder of a process is not necessarily a folder that the user trusts.
      settings: options.settings ?? { folders: [process.cwd()], trusted: false },
    });
  } catch (failure) {
    connection.dispose();
    throw failure;
  }
}

/** Returns the capabilities of a client, which are derived from the members that it implements. */
export function capabilitiesOf(client: OpenLlmClient = {}): ClientCapabilities {
  return {
    secretStorage: client.secretStorage !== undefined,
    progress:
      client.modelsChanged !== undefined || client.statusChanged !== undefined || client.problemsChanged !== undefined,
    questions:
      client.confirmHost !== undefined || client.askConsent !== undefined || client.askPermission !== undefined,
    settings: client.updateSettings !== undefined,
    accounts: client.authToken !== undefined,
    tools: client.tools !== undefined,
  };
}

function startError(command: string, cause: NodeJS.ErrnoException): OpenLlmError {
  return cause.code === 'ENOENT'
    ? OpenLlmError.of(
        'config',
        `The command "${command}" was not found.`,
        'Install it with "npm install @open-llm/cli", or set OPENLLM_COMMAND to the path of an open-llm command.',
      )
    : OpenLlmError.of('internal', `The command "${command}" could not be started: ${cause.message}`);
}
