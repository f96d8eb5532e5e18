import { existsSync } from 'node:fs';

/**
 * The path of the browser for the tests. The headless shell of Chromium is preferred if it is installed, because it
 * opens pages twice as fast.
 */
export const chromiumPath =
  process.env['CHROMIUM'] ??
  ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => existsSync(path)) ??
  '/usr/bin/chromium';

/** Returns the reason why no browser is available, or undefined if one is available. */
export function withoutChromium(): string | undefined {
  return existsSync(chromiumPath)
    ? undefined
    : `Chromium was not found at ${chromiumPath}. Install it, or set CHROMIUM to its path.`;
}
