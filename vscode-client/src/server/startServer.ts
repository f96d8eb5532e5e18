import type { InitializeParams } from '@open-llm/client';
import { findJavaRuntime, launchCommand, type LaunchCommand } from '@open-llm/client/launch';
import { join } from 'node:path';
import { ServerProcess, type ServerProcessParts } from './serverProcess.js';

export interface StartParts extends Pick<ServerProcessParts, 'client' | 'onLogLine' | 'redact' | 'onCrash'> {
  /** The folder that contains `open-llm.jar` and, in a platform-specific package, `runtime/` and the AOT cache. */
  readonly folder: string;
  /** The folder in which an AOT cache is created if the package does not contain one. */
  readonly caches: string;
  readonly javaHome: () => string;
  readonly initialize: () => InitializeParams;
}

/** Returns the command that starts the packaged server program with other arguments and additional JVM flags. */
export async function programCommand(
  parts: Pick<StartParts, 'folder' | 'caches' | 'javaHome'>,
  args?: readonly string[],
  flags: readonly string[] = [],
): Promise<LaunchCommand> {
  const runtime = await findJavaRuntime({
    packaged: join(parts.folder, 'runtime'),
    setting: parts.javaHome().trim(),
    settingName: 'openLLM.java.home',
    env: process.env,
    platform: process.platform,
  });
  return launchCommand(parts.folder, runtime, process.env, { ...(args ? { args } : {}), flags, caches: parts.caches });
}

/** Finds a Java runtime, starts a server with it, and waits until the server is ready. */
export async function startServer(parts: StartParts): Promise<ServerProcess> {
  return ServerProcess.start(await programCommand(parts), {
    client: parts.client,
    initialize: parts.initialize(),
    onLogLine: parts.onLogLine,
    redact: parts.redact,
    onCrash: parts.onCrash,
  });
}
