import { existsSync } from 'node:fs';

/** The browser of the tests: Chromium's headless shell where it is installed, since it opens pages twice as quickly. */
export const chromiumPath =
  process.env['CHROMIUM'] ??
  ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => existsSync(path)) ??
  '/usr/bin/chromium';

/** Why there is no browser; undefined where there is one. */
export function withoutChromium(): string | undefined {
  return existsSync(chromiumPath)
    ? undefined
    : `Chromium is not at ${chromiumPath}: install it, or name it in CHROMIUM.`;
}
