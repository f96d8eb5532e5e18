import { describe } from 'node:test';
import { missing, type OpenOptions, type OpenPage } from './browser.js';
import { pageTests } from './pageTests.js';

/** Opens a page, lets a test look at it, and closes it; an error in its console fails the test. */
export type WithPage = (options: OpenOptions, check: (opened: OpenPage) => Promise<void>) => Promise<void>;

/**
 * The tests of one topic of a page, with a browser of their own.
 *
 * @param page the folder of the page under `webview/`
 */
export function describePage(page: string, topic: string, define: (withPage: WithPage) => void): void {
  describe(topic, { skip: missing() ?? false }, () => {
    const { withPage } = pageTests(page);
    define(({ routes, ...options }, check) => withPage(routes, check, options));
  });
}

/** The params of the first request of a method. */
export function paramsOf(asked: OpenPage['asked'], method: string): unknown {
  return asked.find((request) => request.method === method)?.params;
}

/** Keeps an image of a page where somebody wants to look at it. */
export async function screenshot({ page }: OpenPage, name: string): Promise<void> {
  const folder = process.env['OPEN_LLM_SCREENSHOTS'];
  if (folder) {
    await page.screenshot({ path: `${folder}/${name}.png` });
  }
}
