import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { waitUntil, PageBrowser, type OpenPage, type TestRoutes } from './browser.js';

type OpenOptions = Omit<Parameters<PageBrowser['open']>[1], 'routes'>;

export interface PageTests {
  open(options: OpenOptions & { routes: TestRoutes }): Promise<OpenPage>;
  /**
   * Opens the page, runs a check, and asserts that there are no console errors and no violations of the content
   * security policy.
   */
  withPage(routes: TestRoutes, check: (opened: OpenPage) => Promise<void>, options?: OpenOptions): Promise<void>;
}

/**
 * Must be called first in a `describe` block. The tests in the block open one page, in a browser that runs until they
 * have ended.
 */
export function pageTests(name: string): PageTests {
  let browser: PageBrowser;
  before(async () => {
    browser = await PageBrowser.start();
  });
  after(() => browser.stop());
  const open: PageTests['open'] = (options) => browser.open(name, options);
  return {
    open,
    async withPage(routes, check, options = {}) {
      const opened = await open({ ...options, routes });
      try {
        await check(opened);
        assert.deepEqual(opened.errors, [], 'console errors or violations of the content security policy');
      } finally {
        await opened.close();
      }
    },
  };
}

/** Waits for a request with the specified method, and returns the parameters of all such requests in order. */
export async function requestsFor<T>({ requests }: OpenPage, method: string): Promise<T[]> {
  const matching = () => requests.filter((request) => request.method === method);
  await waitUntil(() => matching().length > 0);
  return matching().map(({ params }) => params as T);
}
