import { join } from 'node:path';
import type { JavaRuntime } from './javaRuntime.js';
import { startupCache } from './startupCache.js';

export interface LaunchCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

export interface LaunchOptions {
  /** Arguments of the program; `serve --stdio` when absent. */
  readonly args?: readonly string[];
  /** Additional JVM flags. */
  readonly flags?: readonly string[];
  /** Where the AOT cache is created if the package does not contain one. */
  readonly caches?: string | undefined;
}

/**
 * How to start the program from the folder with its jar.
 *
 * @param folder contains `open-llm.jar` and `open-llm.flags`; in a package for one platform also the AOT cache
 */
export async function launchCommand(
  folder: string,
  runtime: JavaRuntime,
  env: NodeJS.ProcessEnv,
  { args = ['serve', '--stdio'], flags = [], caches }: LaunchOptions = {},
): Promise<LaunchCommand> {
  const cache = await startupCache({ folder, javaHome: runtime.home, made: caches });
  return {
    command: runtime.java,
    args: [`@${join(folder, 'open-llm.flags')}`, ...cache, ...flags, '-jar', join(folder, 'open-llm.jar'), ...args],
    env: withUtf8(env),
  };
}

/** Without a UTF-8 locale, as in many containers, Java cannot open files whose names are not ASCII. */
function withUtf8(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return /utf-?8/i.test(locale) ? env : { ...env, LC_ALL: '', LC_CTYPE: 'C.UTF-8' };
}
