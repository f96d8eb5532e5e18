import { cp, mkdtemp, readdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { launcher } from './ownWorld.js';

/** The name of the built-in model in this build, which differs in the other build. */
export const builtName = 'Echo (built in)';
export const replacedName = 'Echo (replaced)';

/** Copies the program that the build created, so it can be updated. Returns the folder, which the test must delete. */
export async function installedProgram(): Promise<string> {
  const built = dirname(launcher);
  const folder = await mkdtemp(join(tmpdir(), 'open-llm-installed-'));
  for (const file of await readdir(built)) {
    if (file.startsWith('open-llm')) {
      await cp(join(built, file), join(folder, file), { preserveTimestamps: true });
    }
  }
  await symlink(join(built, 'runtime'), join(folder, 'runtime'), 'junction');
  return folder;
}

/**
 * Replaces the jar with a different build. One constant of a class differs, as do the checksums in the ZIP directory.
 * The size and the modification time remain unchanged.
 */
export async function replaceJar(folder: string): Promise<void> {
  const jar = join(folder, 'open-llm.jar');
  const { atime, mtime } = await stat(jar);
  const zip = await readFile(jar);
  const end = zip.length - 22;
  const at = zip.indexOf(builtName);
  for (let header = zip.readUInt32LE(end + 16), left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const local = zip.readUInt32LE(header + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(start, start + zip.readUInt32LE(header + 24));
    if (start <= at && at < start + data.length) {
      zip.write(replacedName, at);
      zip.writeUInt32LE(crc32(data), header + 16);
      zip.writeUInt32LE(crc32(data), local + 14);
    }
    header += 46 + zip.readUInt16LE(header + 28) + zip.readUInt16LE(header + 30) + zip.readUInt16LE(header + 32);
  }
  await writeFile(jar, zip);
  await utimes(jar, atime, mtime);
}
