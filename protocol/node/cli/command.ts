import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findJavaRuntime, launchCommand, type LaunchCommand } from '../src/launch/index.js';

/** The folder of the server in this package: the jar, its flags, and the launcher. */
const server = fileURLToPath(new URL('../server', import.meta.url));

/**
 * Returns the command with which `@open-llm/client` starts a server, using the Java runtime that npm installed for this
 * platform.
 */
export async function serverCommand(env: NodeJS.ProcessEnv = process.env): Promise<LaunchCommand> {
  return command(['serve', '--stdio'], [], env);
}

/** Returns the command for any other subcommand of the program. */
export async function command(
  args: readonly string[],
  flags: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<LaunchCommand> {
  const runtime = await findJavaRuntime({
    packaged: installedRuntime() ?? join(server, 'runtime'),
    setting: '',
    env,
    platform: process.platform,
  });
  const isCompletion = args[0] === '__complete' || args[0] === 'completion';
  if (isCompletion && process.platform !== 'win32') {
    // Shell completion runs each time the user presses Tab, so the launcher handles it without starting Java.
    return {
      command: '/bin/sh',
      args: [join(server, 'open-llm'), ...args],
      env: { ...env, OPENLLM_RUNTIME: runtime.home },
    };
  }
  const forGateway = args[0] === 'gateway' ? [`@${join(server, 'open-llm.gateway.flags')}`] : [];
  return launchCommand(server, runtime, env, {
    args,
    flags: [...forGateway, ...flags],
    caches: join(cacheFolder(env), 'aot'),
  });
}

/**
 * Returns the runtime package for this platform, an optional dependency that npm selected. Windows on Arm runs x64
 * executables.
 */
function installedRuntime(): string | undefined {
  const arch = process.platform === 'win32' ? 'x64' : process.arch;
  try {
    const found = createRequire(import.meta.url).resolve(`@open-llm/runtime-${process.platform}-${arch}/package.json`);
    return join(dirname(found), 'runtime');
  } catch {
    return undefined;
  }
}

/** Returns the folder in which the launcher and the server store data that can be regenerated. */
function cacheFolder(env: NodeJS.ProcessEnv): string {
  const local = process.platform === 'win32' ? env['LOCALAPPDATA'] : env['XDG_CACHE_HOME'];
  return join(local || join(env['HOME'] || homedir(), '.cache'), 'openllm');
}
