import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import type { Home } from './home.js';

/** How each key of the tests begins. Nothing else has the word. */
const mark = 'canary-';

/** Packages and what VS Code unpacked of them: nothing is written there at run time. */
const packages = new Set(['extensions', 'consumer.vsix', 'sample.vsix']);

/**
 * Looks for keys of the tests where none may be, from the opening of a window to its end: in messages to web views, the
 * console, what pages show, files, and processes' arguments.
 */
export class KeySearch {
  /** Where keys were, in all windows. */
  static readonly found = new Set<string>();
  /** The files that were searched, by name. */
  static readonly searched = new Set<string>();

  private constructor(
    private readonly page: Page,
    private readonly home: Home,
  ) {}

  static async in(context: BrowserContext, page: Page, home: Home): Promise<KeySearch> {
    await context.addInitScript(tellOfMessages);
    page.on('console', (message) => look('the console', message.text()));
    return new KeySearch(page, home);
  }

  /** While the window is open. */
  async lookAtWindow(): Promise<void> {
    for (const frame of this.page.frames()) {
      // A frame may be gone between two questions.
      look(`the page ${frame.url()}`, await frame.evaluate<string>(shownAndHidden).catch(() => ''));
    }
    for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const [environment, command] = await Promise.all(
        ['environ', 'cmdline'].map((name) => readFile(`/proc/${id}/${name}`, 'utf8').catch(() => '')),
      );
      if (environment?.includes(this.home.folder)) {
        look('the arguments of a process', command ?? '');
      }
    }
  }

  /** When the window is closed, and all is written. */
  async lookAtFiles(folder = this.home.folder): Promise<void> {
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !packages.has(entry.name)) {
        await this.lookAtFiles(path);
      } else if (entry.isFile() && !packages.has(entry.name) && entry.name !== '.env') {
        KeySearch.searched.add(entry.name);
        look(path, await readFile(path, 'latin1').catch(() => ''));
      }
    }
  }
}

/** Sees what a web view reads of a message: VS Code writes its document anew, which takes every listener away. */
const tellOfMessages = `if (top !== self) {
  const { get } = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
  const read = function () {
    const data = get.call(this);
    const text = JSON.stringify(data) ?? '';
    text.includes('${mark}') && console.warn('in a message: ' + text);
    return data;
  };
  Object.defineProperty(MessageEvent.prototype, 'data', { get: read });
}`;

function look(place: string, text: string): void {
  const at = text.indexOf(mark);
  if (at >= 0) {
    KeySearch.found.add(`${place}: …${text.slice(Math.max(0, at - 80), at + 20)}…`);
  }
}

/**
 * All text, attributes and entered values of a document, inside shadow roots too. In its own field for secrets, which is
 * hidden then, VS Code leaves what was typed last.
 */
const shownAndHidden = `(() => {
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
