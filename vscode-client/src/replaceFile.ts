import { rename } from 'node:fs/promises';

/** How long to retry on Windows, in milliseconds. */
const againMs = 2000;
const pauseMs = 20;

/**
 * Renames a file over another, even while other programs read it. Windows refuses that while any program has the file
 * open, such as an indexer, a virus scanner or another window, which takes milliseconds.
 */
export async function replaceFile(
  from: string,
  to: string,
  { move = rename, platform = process.platform, forMs = againMs } = {},
): Promise<void> {
  const end = performance.now() + forMs;
  for (;;) {
    try {
      await move(from, to);
      return;
    } catch (failure) {
      const { code = '' } = failure as NodeJS.ErrnoException;
      const isInUse = platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(code);
      if (!isInUse || performance.now() > end) {
        throw failure;
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
