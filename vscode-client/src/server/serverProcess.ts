import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { homedir } from 'node:os';
import { createInterface } from 'node:readline';
import { OpenLlmConnection, type InitializeParams, type InitializeResult, type OpenLlmClient } from '@open-llm/client';
import type { LaunchCommand } from '@open-llm/client/launch';
import { LastLines, type ServerCrash } from './formatCrash.js';
import { startError } from './serverErrors.js';

/** How long to wait for the response to `initialize`, in milliseconds. */
const startTimeoutMs = 30_000;

/** How long to wait for the process to exit after `shutdown`, in milliseconds. */
const exitTimeoutMs = 2000;

export interface ServerProcessParts {
  readonly client: OpenLlmClient;
  readonly initialize: InitializeParams;
  /** Called with each line that the server writes to stderr. */
  readonly onLogLine: (line: string) => void;
  /** Masks API keys in a line. */
  readonly redact: (line: string) => string;
  /** Called when the process ended without being stopped, or did not start. */
  readonly onCrash: (crash: ServerCrash) => void;
}

/** A server process and the initialized connection to it. */
export class ServerProcess {
  readonly connection: OpenLlmConnection;
  readonly info: InitializeResult;
  /** Resolves to a description of the exit code or the signal when the process has ended. Never rejects. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcessWithoutNullStreams;
  #stopped = false;

  private constructor(
    child: ChildProcessWithoutNullStreams,
    connection: OpenLlmConnection,
    info: InitializeResult,
    ended: Promise<string>,
  ) {
    this.#child = child;
    this.connection = connection;
    this.info = info;
    this.ended = ended;
  }

  /** Starts a process. Fails with a message that explains the cause. */
  static async start(launch: LaunchCommand, parts: ServerProcessParts): Promise<ServerProcess> {
    // The working directory is not the workspace, because its files must not affect how the server starts.
    const child = spawn(launch.command, launch.args, { env: launch.env, cwd: homedir(), windowsHide: true });
    const lastLines = new LastLines(parts.redact);
    const ended = waitForExit(child, (line) => {
      lastLines.add(line);
      parts.onLogLine(line);
    });
    const crash = (how: string): ServerCrash => ({ how, at: new Date(), lastLines: lastLines.all });
    const connection = OpenLlmConnection.overStreams(child.stdout, child.stdin, parts.client, ended);
    try {
      const info = await connection.initialize(parts.initialize, { signal: AbortSignal.timeout(startTimeoutMs) });
      const server = new ServerProcess(child, connection, info, ended);
      void ended.then((how) => {
        if (!server.#stopped) {
          parts.onCrash({ ...crash(how), serverVersion: info.serverVersion });
        }
      });
      return server;
    } catch {
      connection.dispose();
      child.kill('SIGKILL');
      const how = await ended;
      parts.onCrash(crash(how));
      throw startError([how, ...lastLines.all.slice(-1)].join(', '));
    }
  }

  /** Stops the process: cancels running requests, asks the process to exit, and kills it if it does not. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const killTimer = setTimeout(() => this.#child.kill('SIGKILL'), exitTimeoutMs);
    await this.connection.shutdown().catch(() => undefined);
    this.#child.stdin.end();
    await this.ended;
    clearTimeout(killTimer);
    this.connection.dispose();
  }
}

function waitForExit(child: ChildProcessWithoutNullStreams, onLine: (line: string) => void): Promise<string> {
  createInterface({ input: child.stderr }).on('line', onLine);
  return new Promise((resolve) => {
    let cause: string | undefined;
    child.once('error', (failure) => (cause = failure.message));
    child.once('close', (code, signal) => {
      resolve(cause ?? (signal === null ? `exit code ${code}` : `signal ${signal}`));
    });
  });
}
