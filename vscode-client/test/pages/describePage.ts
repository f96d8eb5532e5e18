import { describe } from 'node:test';
import { unavailableReason, type OpenOptions, type OpenPage } from './browser.js';
import { pageTests } from './pageTests.js';

/** Opens a page, runs a check on it, and closes the page. An error in the console fails the test. */
export type WithPage = (options: OpenOptions, check: (opened: OpenPage) => Promise<void>) => Promise<void>;

/**
 * Defines the tests of one topic of a page. They run in a separate browser.
 *
 * @param page the name of the folder of the page under `webview/`
 */
export function describePage(page: string, topic: string, define: (withPage: WithPage) => void): void {
  describe(topic, { skip: unavailableReason() ?? false }, () => {
    const { withPage } = pageTests(page);
    define(({ routes, ...options }, check) => withPage(routes, check, options));
  });
}

/** Returns the parameters of the first request with the specified method. */
export function paramsOf(requests: OpenPage['requests'], method: string): unknown {
  return requests.find((request) => request.method === method)?.params;
}

/** Saves a screenshot of a page if a folder for screenshots is specified. */
export async function screenshot({ page }: OpenPage, name: string): Promise<void> {
  const folder = process.env['OPEN_LLM_SCREENSHOTS'];
  if (folder) {
    await page.screenshot({ path: `${folder}/${name}.png` });
  }
}
