import { lstatSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, sep } from 'node:path';

/** The version of the contract that this package implements. */
export const protocolVersion = 1;

/** A running server, which listens on the loopback address. */
export class RunningServer {
  readonly port: number;
  readonly processId: number;
  /** The folders that are open in the editor that started the server. */
  readonly folders: readonly string[];
  /** The token is a private field, so it is not displayed when the object is printed. */
  readonly #token: string;

  constructor(port: number, token: string, processId: number, folders: readonly string[]) {
    this.port = port;
    this.#token = token;
    this.processId = processId;
    this.folders = folders;
  }

  /** Returns the value of the header that authenticates a client. */
  authorization(): string {
    return `Bearer ${this.#token}`;
  }
}

/**
 * Returns the running servers. Servers for which the folder is open come first. Skips stale files, files that other
 * users can read, and servers that implement another version of the contract.
 */
export function runningServers(env: NodeJS.ProcessEnv = process.env, folder = process.cwd()): RunningServer[] {
  const directory = runtimeFolder(env);
  if (!isPrivate(directory, 'folder')) {
    return [];
  }
  const hasFolderOpen = (server: RunningServer): boolean =>
    server.folders.some((openFolder) => folder === openFolder || folder.startsWith(openFolder + sep));
  const servers = readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => readServer(join(directory, name)) ?? []);
  return [...servers.filter(hasFolderOpen), ...servers.filter((server) => !hasFolderOpen(server))];
}

/** Returns the folder for runtime files. The server derives the path in the same way. */
export function runtimeFolder(env: NodeJS.ProcessEnv): string {
  const home = env['HOME'] || homedir();
  if (env['OPENLLM_RUNTIME_DIR']) {
    return env['OPENLLM_RUNTIME_DIR'];
  }
  if (process.platform === 'win32') {
    return join(env['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'openllm', 'run');
  }
  return env['XDG_RUNTIME_DIR']
    ? join(env['XDG_RUNTIME_DIR'], 'openllm')
    : join(home, '.local', 'state', 'openllm', 'run');
}

function readServer(file: string): RunningServer | undefined {
  if (!isPrivate(file, 'file')) {
    return undefined;
  }
  try {
    const entry: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isEntry(entry) && (entry.protocolVersion ?? protocolVersion) === protocolVersion && isAlive(entry.processId)
      ? new RunningServer(entry.port, entry.token, entry.processId, entry.folders ?? [])
      : undefined;
  } catch {
    return undefined; // just removed, or incomplete
  }
}

/** Returns whether only this user can read and write the file or folder. On Windows, the user profile is private. */
function isPrivate(path: string, kind: 'file' | 'folder'): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined || !(kind === 'file' ? stats.isFile() : stats.isDirectory())) {
    return false;
  }
  return process.getuid === undefined || (stats.uid === process.getuid() && (stats.mode & 0o077) === 0);
}

interface Entry {
  readonly processId: number;
  readonly protocolVersion?: number;
  readonly port: number;
  readonly token: string;
  readonly folders?: readonly string[];
}

function isEntry(value: unknown): value is Entry {
  const entry = value as Partial<Entry> | null;
  return (
    typeof entry === 'object' &&
    entry !== null &&
    typeof entry.processId === 'number' &&
    typeof entry.port === 'number' &&
    typeof entry.token === 'string' &&
    (entry.folders === undefined || Array.isArray(entry.folders))
  );
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (failure) {
    return (failure as NodeJS.ErrnoException).code === 'EPERM';
  }
}
