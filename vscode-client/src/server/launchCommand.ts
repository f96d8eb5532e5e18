import { join } from 'node:path';
import type { JavaRuntime } from './javaRuntime.js';
import { startupCache } from './startupCache.js';

export interface LaunchCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/**
 * How the server is started from the folder that holds its jar.
 *
 * @param folder holds `open-llm.jar` and `open-llm.flags`; beside a packaged runtime also the AOT cache
 */
export async function launchCommand(
  folder: string,
  runtime: JavaRuntime,
  env: NodeJS.ProcessEnv,
): Promise<LaunchCommand> {
  const jar = join(folder, 'open-llm.jar');
  const args = [`@${join(folder, 'open-llm.flags')}`];
  const cache = runtime.packaged ? await startupCache(folder) : undefined;
  if (cache !== undefined) {
    args.push(`-XX:AOTCache=${cache}`);
  }
  return { command: runtime.java, args: [...args, '-jar', jar, 'serve', '--stdio'], env: withUtf8(env) };
}

/** Without a UTF-8 locale, as in many containers, Java cannot open files whose names are not ASCII. */
function withUtf8(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return /utf-?8/i.test(locale) ? env : { ...env, LC_ALL: '', LC_CTYPE: 'C.UTF-8' };
}
