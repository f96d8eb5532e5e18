import assert from 'node:assert/strict';
import type { Frame, Locator, Page } from 'playwright-core';
import { accessibilityFaults } from '../pages/browser.js';
import { until } from './consumer.js';

/**
 * Gathers console errors, uncaught errors and violations of the content security policy of all web views of a window,
 * from now on. VS Code's own are not ours.
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

/** The policy's violations come without a place, since VS Code writes the document of a web view by script. */
function isOfWebView(place: string): boolean {
  return place === '' || /vscode-resource|\/webview\//.test(place);
}

/** The page inside a web view of the extension. */
export class WebView {
  private constructor(
    readonly frame: Frame,
    private readonly faults: readonly string[],
  ) {}

  /**
   * @param rootElement the element that the page consists of, as `open-llm-providers-page`
   * @param faults what is gathered of the window's web views
   */
  static async find(page: Page, rootElement: string, faults: readonly string[]): Promise<WebView> {
    const frame = await until(`the page ${rootElement}`, async () => {
      for (const candidate of page.frames()) {
        // A frame may be gone between two questions.
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

  /** Fails when the page has a serious accessibility fault, or one of the window wrote an error to the console. */
  async assertSound(): Promise<void> {
    assert.deepEqual(await accessibilityFaults(this.frame), []);
    assert.deepEqual(this.faults, [], 'console errors or violations of the security policy');
  }
}
