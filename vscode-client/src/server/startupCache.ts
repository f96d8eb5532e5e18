import { createHash } from 'node:crypto';
import { access, open, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** The end of the jar that holds its directory, which has the checksum of every class. */
const endOfJar = 768 * 1024;

/**
 * The AOT cache of exactly this jar, runtime and flags, or undefined where there is none. Java 25.0.2 and 25.0.3 run
 * the classes of any cache they are given, whatever the jar holds (JDK-8377932), so a cache that another build left is
 * never taken. The name follows the rule of the launcher, which is also that of the build.
 *
 * @param folder holds `open-llm.jar`, `open-llm.flags` and `runtime/`
 */
export async function startupCache(folder: string): Promise<string | undefined> {
  const jar = join(folder, 'open-llm.jar');
  try {
    const contents = await Promise.all([
      endOf(jar),
      readFile(join(folder, 'runtime', 'release')),
      readFile(join(folder, 'open-llm.flags')),
    ]);
    const hashes = contents.map(hash);
    const cache = join(folder, `open-llm-${hashes.join('-')}.aot`);
    await access(cache);
    await giveTimeBack(jar, join(folder, 'open-llm.jar.time'));
    return cache;
  } catch {
    return undefined;
  }
}

function hash(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

async function endOf(file: string): Promise<Uint8Array> {
  const opened = await open(file);
  try {
    const { size } = await opened.stat();
    const content = Buffer.alloc(Math.min(size, endOfJar));
    const { bytesRead } = await opened.read(content, 0, content.length, size - content.length);
    return content.subarray(0, bytesRead);
  } finally {
    await opened.close();
  }
}

/** Other versions of Java accept a cache only for a jar of the very time it was made with, which installers change. */
async function giveTimeBack(jar: string, timeFile: string): Promise<void> {
  const seconds = Number(await readFile(timeFile, 'utf8'));
  await utimes(jar, seconds, seconds);
}
