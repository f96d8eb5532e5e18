import assert from 'node:assert/strict';
import type { Frame, Locator, Page } from 'playwright-core';
import { accessibilityViolations } from '../pages/browser.js';
import { until } from './consumer.js';

/**
 * Collects console errors, uncaught errors, and violations of the content security policy in all web views of a window
 * from now on. Errors in other parts of VS Code are ignored.
 */
export function webViewFaults(page: Page): string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && isOfWebView(message.location().url)) {
      faults.push(message.text());
    }
  });
  page.on('pageerror', (error) => isOfWebView(error.stack ?? '') && faults.push(String(error)));
  return faults;
}

/**
 * Violations of the content security policy are reported without a location, because VS Code writes the document of a
 * web view by script.
 */
function isOfWebView(url: string): boolean {
  return url === '' || /vscode-resource|\/webview\//.test(url);
}

/** The page inside a web view of the extension. */
export class WebView {
  private constructor(
    readonly frame: Frame,
    private readonly faults: readonly string[],
  ) {}

  /**
   * @param rootElement the name of the root element of the page, such as `open-llm-providers-page`
   * @param faults the errors collected in the web views of the window
   */
  static async find(page: Page, rootElement: string, faults: readonly string[]): Promise<WebView> {
    const frame = await until(`the page ${rootElement}`, async () => {
      for (const candidate of page.frames()) {
        // A frame might be removed between two calls.
        if (
          (await candidate
            .locator(rootElement)
            .count()
            .catch(() => 0)) > 0
        ) {
          return candidate;
        }
      }
      return undefined;
    });
    return new WebView(frame, faults);
  }

  getByRole(...query: Parameters<Frame['getByRole']>): Locator {
    return this.frame.getByRole(...query);
  }

  getByText(text: string | RegExp): Locator {
    return this.frame.getByText(text);
  }

  /**
   * Fails if the page has a serious accessibility problem or if any page in the window wrote an error to the console.
   */
  async assertSound(): Promise<void> {
    assert.deepEqual(await accessibilityViolations(this.frame), []);
    assert.deepEqual(this.faults, [], 'console errors or violations of the security policy');
  }
}
