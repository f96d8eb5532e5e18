import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { homedir } from 'node:os';
import { createInterface } from 'node:readline';
import {
  OpenLlmConnection,
  OpenLlmError,
  type InitializeParams,
  type InitializeResult,
  type OpenLlmClient,
} from '@open-llm/client';
import type { LaunchCommand } from '@open-llm/client/launch';

/** How long a server may take to answer `initialize`, in milliseconds. */
const startMs = 30_000;

/** How long a server may take to exit after `shutdown`, in milliseconds. */
const leaveMs = 2000;

export interface ServerProcessParts {
  readonly client: OpenLlmClient;
  readonly initialize: InitializeParams;
  /** Called with each line that the server writes to stderr. */
  readonly onLogLine: (line: string) => void;
}

/** One server process and the connection to it, which is initialized. */
export class ServerProcess {
  readonly connection: OpenLlmConnection;
  readonly info: InitializeResult;
  /** Why it ended, for the user; settled once the process is gone. Never fails. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcessWithoutNullStreams;

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

  /** Starts a process; fails with a sentence about the cause. */
  static async start(launch: LaunchCommand, parts: ServerProcessParts): Promise<ServerProcess> {
    // Not the workspace: its files must not change how the server starts.
    const child = spawn(launch.command, launch.args, { env: launch.env, cwd: homedir(), windowsHide: true });
    const ended = endOf(child, parts.onLogLine);
    const connection = OpenLlmConnection.overStreams(child.stdout, child.stdin, parts.client);
    try {
      const info = await connection.initialize(parts.initialize, { signal: AbortSignal.timeout(startMs) });
      return new ServerProcess(child, connection, info, ended);
    } catch {
      connection.dispose();
      child.kill('SIGKILL');
      throw OpenLlmError.of('internal', `The Open LLM server did not start: ${await ended}.`, 'See the log.');
    }
  }

  /** Ends the process: running requests are canceled, then it is asked to exit, then killed. */
  async stop(): Promise<void> {
    const overdue = setTimeout(() => this.#child.kill('SIGKILL'), leaveMs);
    await this.connection.shutdown().catch(() => undefined);
    this.#child.stdin.end();
    await this.ended;
    clearTimeout(overdue);
    this.connection.dispose();
  }
}

function endOf(child: ChildProcessWithoutNullStreams, onLogLine: (line: string) => void): Promise<string> {
  let lastLine = '';
  createInterface({ input: child.stderr }).on('line', (line) => {
    lastLine = line.trim() || lastLine;
    onLogLine(line);
  });
  return new Promise((resolve) => {
    let notStarted: string | undefined;
    child.once('error', (cause) => (notStarted = cause.message));
    child.once('close', (code, signal) => {
      const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
      resolve(notStarted ?? (lastLine === '' ? how : `${how}, ${lastLine}`));
    });
  });
}
