import { createHash } from 'node:crypto';
import { access, open, readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The number of bytes at the end of the jar that are hashed. They include the directory of the jar, which contains the
 * checksum of every class.
 */
const jarTailBytes = 768 * 1024;

export interface StartupCacheOptions {
  /** The folder that contains `open-llm.jar`, `open-llm.flags`, and, in a platform-specific package, the AOT cache. */
  readonly folder: string;
  /** The folder of the Java runtime that runs the jar. */
  readonly javaHome: string;
  /** The folder in which a cache is created if the package does not contain one. If absent, no cache is created. */
  readonly cacheFolder?: string | undefined;
}

/**
 * Returns the JVM flags that use the AOT cache for exactly this jar, Java runtime, and set of flags, or that make the
 * server create it. Java 25.0.2 and 25.0.3 run the classes of any specified cache, regardless of the contents of the
 * jar (JDK-8377932), so a cache of another build is never used. The launcher and the build derive the file name in the
 * same way.
 */
export async function startupCache({ folder, javaHome, cacheFolder }: StartupCacheOptions): Promise<string[]> {
  const jar = join(folder, 'open-llm.jar');
  try {
    const contents = await Promise.all([
      readTail(jar),
      readFile(join(javaHome, 'release')),
      readFile(join(folder, 'open-llm.flags')),
    ]);
    const name = `open-llm-${contents.map(hash).join('-')}.aot`;
    const packaged = join(folder, name);
    if (await exists(packaged)) {
      return (await setModificationTime(jar, await readPackagedTime(folder))) ? [`-XX:AOTCache=${packaged}`] : [];
    }
    if (cacheFolder === undefined) {
      return [];
    }
    const cache = join(cacheFolder, name);
    if (!(await exists(cache))) {
      return [`-Dopenllm.cache=${cache}`];
    }
    return (await setModificationTime(jar, (await stat(cache)).mtimeMs / 1000)) ? [`-XX:AOTCache=${cache}`] : [];
  } catch {
    return [];
  }
}

function hash(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

async function readTail(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const content = Buffer.alloc(Math.min(size, jarTailBytes));
    const { bytesRead } = await handle.read(content, 0, content.length, size - content.length);
    return content.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function readPackagedTime(folder: string): Promise<number> {
  return Number(await readFile(join(folder, 'open-llm.jar.time'), 'utf8'));
}

/**
 * Sets the modification time of the jar and returns whether the time is correct. Other versions of Java accept a cache
 * only if the jar has the modification time with which the cache was created, and installers change that time.
 */
async function setModificationTime(jar: string, seconds: number): Promise<boolean> {
  const isCorrect = async (): Promise<boolean> => Math.floor((await stat(jar)).mtimeMs / 1000) === Math.floor(seconds);
  if (!(await isCorrect())) {
    await utimes(jar, seconds, seconds).catch(() => undefined); // the file belongs to another user
  }
  return isCorrect();
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
