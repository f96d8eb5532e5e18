import { createHash } from 'node:crypto';
import { access, open, readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The number of bytes at the end of the jar that are hashed. They include the directory of the jar, which contains the
 * checksum of every class.
 */
const endOfJar = 768 * 1024;

export interface CachePlaces {
  /** The folder that contains `open-llm.jar`, `open-llm.flags`, and, in a platform-specific package, the AOT cache. */
  readonly folder: string;
  /** The folder of the Java runtime that runs the jar. */
  readonly javaHome: string;
  /** The folder in which a cache is created if the package does not contain one. If absent, no cache is created. */
  readonly made?: string | undefined;
}

/**
 * Returns the JVM flags that use the AOT cache for exactly this jar, Java runtime, and set of flags, or that make the
 * server create it. Java 25.0.2 and 25.0.3 run the classes of any specified cache, regardless of the contents of the
 * jar (JDK-8377932), so a cache of another build is never used. The launcher and the build derive the file name in the
 * same way.
 */
export async function startupCache({ folder, javaHome, made }: CachePlaces): Promise<string[]> {
  const jar = join(folder, 'open-llm.jar');
  try {
    const contents = await Promise.all([
      endOf(jar),
      readFile(join(javaHome, 'release')),
      readFile(join(folder, 'open-llm.flags')),
    ]);
    const name = `open-llm-${contents.map(hash).join('-')}.aot`;
    const packaged = join(folder, name);
    if (await exists(packaged)) {
      return (await giveTime(jar, await packagedTime(folder))) ? [`-XX:AOTCache=${packaged}`] : [];
    }
    if (made === undefined) {
      return [];
    }
    const cache = join(made, name);
    if (!(await exists(cache))) {
      return [`-Dopenllm.cache=${cache}`];
    }
    return (await giveTime(jar, (await stat(cache)).mtimeMs / 1000)) ? [`-XX:AOTCache=${cache}`] : [];
  } catch {
    return [];
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

async function packagedTime(folder: string): Promise<number> {
  return Number(await readFile(join(folder, 'open-llm.jar.time'), 'utf8'));
}

/**
 * Sets the modification time of the jar and returns whether the time is correct. Other versions of Java accept a cache
 * only if the jar has the modification time with which the cache was created, and installers change that time.
 */
async function giveTime(jar: string, seconds: number): Promise<boolean> {
  const isGiven = async (): Promise<boolean> => Math.floor((await stat(jar)).mtimeMs / 1000) === Math.floor(seconds);
  if (!(await isGiven())) {
    await utimes(jar, seconds, seconds).catch(() => undefined); // the file belongs to another user
  }
  return isGiven();
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
