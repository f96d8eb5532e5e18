import { rename } from 'node:fs/promises';

/** How long renaming is retried on Windows, in milliseconds. */
const retryTimeoutMs = 2000;
const retryDelayMs = 20;

/**
 * Renames a file and replaces an existing one, even while other processes are reading it. Windows refuses this while a
 * process such as an indexer, a virus scanner, or another window has the file open, which usually lasts a few
 * milliseconds.
 */
export async function replaceFile(
  from: string,
  to: string,
  { move: renameFile = rename, platform = process.platform, forMs: timeoutMs = retryTimeoutMs } = {},
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      await renameFile(from, to);
      return;
    } catch (failure) {
      const { code = '' } = failure as NodeJS.ErrnoException;
      const isInUse = platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(code);
      if (!isInUse || performance.now() > deadline) {
        throw failure;
      }
      await new Promise((resolve) => setTimeout(resolve, retryDelayMs));
    }
  }
}
