import { access, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { JavaRuntime } from './javaRuntime.js';

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
  if (runtime.packaged && (await prepareCache(folder, jar))) {
    args.push(`-XX:AOTCache=${join(folder, 'open-llm.aot')}`);
  }
  return { command: runtime.java, args: [...args, '-jar', jar, 'serve', '--stdio'], env: withUtf8(env) };
}

/**
 * The JVM accepts a cache only for a jar of the very time it was made with, and VS Code's installer does not keep
 * times: the jar gets its time back. False when there is no cache, or the folder cannot be written.
 */
async function prepareCache(folder: string, jar: string): Promise<boolean> {
  try {
    await access(join(folder, 'open-llm.aot'));
    const seconds = Number(await readFile(join(folder, 'open-llm.jar.time'), 'utf8'));
    await utimes(jar, seconds, seconds);
    return true;
  } catch {
    return false;
  }
}

/** Without a UTF-8 locale, as in many containers, Java cannot open files whose names are not ASCII. */
function withUtf8(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return /utf-?8/i.test(locale) ? env : { ...env, LC_ALL: '', LC_CTYPE: 'C.UTF-8' };
}
