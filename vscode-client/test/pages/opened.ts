import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { missing, PageBrowser, type OpenPage, type OpenOptions } from './browser.js';

/** Opens a page, lets a test look at it, and closes it; an error in its console fails the test. */
export type WithPage = (options: OpenOptions, check: (opened: OpenPage) => Promise<void>) => Promise<void>;

/**
 * The tests of one topic of a page, with a browser of their own.
 *
 * @param page the folder of the page under `webview/`
 */
export function pageTests(page: string, topic: string, define: (withPage: WithPage) => void): void {
  describe(topic, { skip: missing() ?? false }, () => {
    let browser: PageBrowser;
    before(async () => {
      browser = await PageBrowser.start();
    });
    after(() => browser.stop());

    define(async (options, check) => {
      const opened = await browser.open(page, options);
      try {
        await check(opened);
        assert.deepEqual(opened.faults, [], 'console errors or violations of the security policy');
      } finally {
        await opened.close();
      }
    });
  });
}

/** The params of the first request of a method. */
export function paramsOf(asked: OpenPage['asked'], method: string): unknown {
  return asked.find((request) => request.method === method)?.params;
}

/** Keeps a picture of a page where somebody wants to look at it. */
export async function screenshot({ page }: OpenPage, name: string): Promise<void> {
  const folder = process.env['OPEN_LLM_SCREENSHOTS'];
  if (folder) {
    await page.screenshot({ path: `${folder}/${name}.png` });
  }
}
