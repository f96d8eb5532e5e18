import { join } from 'node:path';
import type { JavaRuntime } from './javaRuntime.js';
import { startupCache } from './startupCache.js';

export interface LaunchCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

export interface LaunchOptions {
  /** The arguments of the program. Default: `serve --stdio`. */
  readonly args?: readonly string[];
  /** Additional JVM flags. */
  readonly flags?: readonly string[];
  /** The folder in which an AOT cache is created if the package does not contain one. */
  readonly caches?: string | undefined;
}

/**
 * Returns the command that starts the program.
 *
 * @param folder the folder that contains `open-llm.jar`, `open-llm.flags`, and, in a platform-specific package, the AOT
 *     cache
 */
export async function launchCommand(
  folder: string,
  runtime: JavaRuntime,
  env: NodeJS.ProcessEnv,
  { args = ['serve', '--stdio'], flags = [], caches }: LaunchOptions = {},
): Promise<LaunchCommand> {
  const cache = await startupCache({ folder, javaHome: runtime.home, cacheFolder: caches });
  return {
    command: runtime.java,
    args: [`@${join(folder, 'open-llm.flags')}`, ...cache, ...flags, '-jar', join(folder, 'open-llm.jar'), ...args],
    env: withUtf8Locale(env),
  };
}

/**
 * Adds a UTF-8 locale if there is none, as in many containers. Without it, Java cannot open files whose names contain
 * non-ASCII characters.
 */
function withUtf8Locale(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return /utf-?8/i.test(locale) ? env : { ...env, LC_ALL: '', LC_CTYPE: 'C.UTF-8' };
}
