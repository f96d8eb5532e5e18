import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import type { Home } from './home.js';

/** The prefix of all API keys in the tests. Nothing else contains this string. */
const keyPrefix = 'canary-';

/** Packages and their unpacked content. VS Code does not write to them at run time. */
const packages = new Set(['extensions', 'consumer.vsix', 'sample.vsix']);

/**
 * Searches for API keys of the tests where they must not occur, from opening a window until closing it: in messages to
 * web views, the console, the content of pages, files, and process arguments.
 */
export class KeySearch {
  /** The locations in which API keys were detected, across all windows. */
  static readonly found = new Set<string>();
  /** The names of the files that were searched. */
  static readonly searched = new Set<string>();

  private constructor(
    private readonly page: Page,
    private readonly home: Home,
  ) {}

  static async in(context: BrowserContext, page: Page, home: Home): Promise<KeySearch> {
    await context.addInitScript(reportMessages);
    page.on('console', (message) => search('the console', message.text()));
    return new KeySearch(page, home);
  }

  /** Searches while the window is open. */
  async searchWindow(): Promise<void> {
    for (const frame of this.page.frames()) {
      // A frame might be removed between two calls.
      search(`the page ${frame.url()}`, await frame.evaluate<string>(documentText).catch(() => ''));
    }
    for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const [environment, command] = await Promise.all(
        ['environ', 'cmdline'].map((name) => readFile(`/proc/${id}/${name}`, 'utf8').catch(() => '')),
      );
      if (environment?.includes(this.home.folder)) {
        search('the arguments of a process', command ?? '');
      }
    }
  }

  /** Searches after the window has been closed and everything has been written. */
  async searchFiles(folder = this.home.folder): Promise<void> {
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !packages.has(entry.name)) {
        await this.searchFiles(path);
      } else if (entry.isFile() && !packages.has(entry.name) && entry.name !== '.env') {
        KeySearch.searched.add(entry.name);
        search(path, await readFile(path, 'latin1').catch(() => ''));
      }
    }
  }
}

/**
 * Intercepts the data that a web view reads from a message. A listener would not work: VS Code replaces the document,
 * which removes all listeners.
 */
const reportMessages = `if (top !== self) {
  const { get } = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
  const read = function () {
    const data = get.call(this);
    const text = JSON.stringify(data) ?? '';
    text.includes('${keyPrefix}') && console.warn('in a message to a web view: ' + text);
    return data;
  };
  Object.defineProperty(MessageEvent.prototype, 'data', { get: read });
}`;

function search(location: string, text: string): void {
  const at = text.indexOf(keyPrefix);
  if (at >= 0) {
    KeySearch.found.add(`${location}: …${text.slice(Math.max(0, at - 80), at + 20)}…`);
  }
}

/**
 * Returns all text, attributes, and entered values of a document, including those in shadow roots. The hidden password
 * input box of VS Code is excluded because it retains the last input.
 */
const documentText = `(() => {
  const all = [];
  const walk = (root) => {
    all.push(root.textContent);
    for (const element of root.querySelectorAll('*')) {
      all.push(...element.getAttributeNames().map((name) => element.getAttribute(name)));
      element.type === 'password' || all.push(element.value);
      element.shadowRoot && walk(element.shadowRoot);
    }
  };
  walk(document.documentElement);
  return all.join('\\n');
})()`;
