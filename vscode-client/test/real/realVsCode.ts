import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { chromiumPath, withoutChromium } from '../chromium.js';
import { CodeServer } from './codeServer.js';
import { until, type Consumer } from './consumer.js';
import { placesOf, type Home } from './home.js';
import { KeySearch } from './keySearch.js';
import { WebView, webViewFaults } from './webView.js';

const screenshots = join(import.meta.dirname, '../../target/screenshots');

/** The flags with which Chromium runs without a display, as root, and offline. */
const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What every window starts with, unless a scenario says otherwise. */
const commonSettings = {
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'security.workspace.trust.enabled': false,
  'openLLM.discovery.enabled': false,
};

export const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
} as const;
export type Theme = keyof typeof themes;

export interface WindowOptions {
  /** The user's settings, besides the common ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Files of the workspace: text by path. */
  readonly workspace?: Readonly<Record<string, string>>;
  /** Files in the user's home: text by path. */
  readonly home?: Readonly<Record<string, string>>;
  /** The VS Code to open it in; the shared one where it is not given. */
  readonly in?: CodeServer;
}

let shared: Promise<CodeServer> | undefined;
let browser: Promise<Browser> | undefined;
let windows = 0;

/** A window of a real VS Code with the packaged extension, in a browser that nobody sees: as on the first day. */
export class RealVsCode {
  /** Where the Open LLM servers of all windows looked for what is the user's. */
  static readonly placesSeen = new Set<string>();

  private constructor(
    readonly server: CodeServer,
    readonly page: Page,
    /** Its folder. */
    readonly workspace: string,
    /** The test's end of the extension that uses models. */
    readonly consumer: Consumer,
    private readonly context: BrowserContext,
    private readonly keys: KeySearch,
    /** Console errors, uncaught errors and violations of the content security policy of the web views. */
    readonly faults: readonly string[],
  ) {}

  /** Opens a window with a workspace, a home and a profile of its own. Others of the same user: see {@link openAnother}. */
  static async open(options: WindowOptions = {}): Promise<RealVsCode> {
    browser ??= launchBrowser();
    const server = options.in ?? (await sharedServer());
    await server.home.clear();
    await rm(server.home.inside('data/User'), { recursive: true, force: true });
    const workspace = server.home.inside(`work${++windows}`, 'workspace');
    await mkdir(workspace, { recursive: true });
    await writeFiles(workspace, options.workspace ?? {});
    await writeFiles(server.home.folder, {
      ...options.home,
      'data/User/settings.json': JSON.stringify({ ...commonSettings, ...options.settings }),
    });
    const context = await (await browser).newContext({ viewport: { width: 1400, height: 900 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    const keys = await KeySearch.in(context, page, server.home);
    const faults = webViewFaults(page);
    const vscode = new RealVsCode(server, page, workspace, server.consumers.of(workspace), context, keys, faults);
    await vscode.#load();
    return vscode;
  }

  /** Ends the processes that scenarios share. */
  static async stopShared(): Promise<void> {
    await (await browser)?.close();
    await (await shared)?.stop();
  }

  get home(): Home {
    return this.server.home;
  }

  /** Opens one more window of the same user, with a workspace of its own. It is closed with {@link closeBeside}. */
  async openAnother(): Promise<RealVsCode> {
    const workspace = this.home.inside(`work${++windows}`, 'workspace');
    await mkdir(workspace, { recursive: true });
    const page = await this.context.newPage();
    const consumer = this.server.consumers.of(workspace);
    const other = new RealVsCode(this.server, page, workspace, consumer, this.context, this.keys, webViewFaults(page));
    await other.#load();
    return other;
  }

  /** Closes the window while others of the user stay open. */
  async closeBeside(): Promise<void> {
    this.consumer.dismiss();
    await this.page.goto('about:blank');
    await this.page.close();
  }

  /** Loads the window anew at once, as the command “Reload Window” does, in the middle of whatever runs. */
  async reload(): Promise<void> {
    this.consumer.dismiss();
    await this.#load();
  }

  /** Ends the window and its extensions, and opens it again. */
  async reopen(): Promise<void> {
    await this.#unload();
    await this.#load();
  }

  async close(): Promise<void> {
    await this.#unload();
    await this.context.close();
  }

  /** Kills the Open LLM server that this VS Code started. */
  async killServer(): Promise<void> {
    for (const id of await this.server.openLlmServers()) {
      process.kill(id, 'SIGKILL');
    }
  }

  /** Keeps an image of the window, to be looked at. */
  async screenshot(name: string): Promise<void> {
    await mkdir(screenshots, { recursive: true });
    await this.page.screenshot({ path: join(screenshots, `${name}.png`) });
  }

  /** Stores a provider's key through the command, as a user does. */
  async storeKey(provider: string, key: string): Promise<void> {
    const stored = this.consumer.command('openLLM.setKey', provider);
    await this.page.locator('.quick-input-widget input[type=password]').waitFor();
    await this.type(key);
    await stored;
  }

  /** Allows the extension that makes a request to use all models, as a user does who is asked for the first time. */
  async allow<T>(request: Promise<T>): Promise<T> {
    const question = this.dialog(/Allow .+ to use .+\?/);
    await Promise.race([question.waitFor(), request.then(() => assert.fail('Nobody was asked.'))]);
    await question.locator('.monaco-button', { hasText: /^Allow$/ }).click();
    await question.waitFor({ state: 'detached' });
    return request;
  }

  /** Writes a file of the workspace. */
  async write(path: string, text: string): Promise<string> {
    await writeFiles(this.workspace, { [path]: text });
    return join(this.workspace, path);
  }

  async useTheme(theme: Theme): Promise<void> {
    await this.consumer.setting('workbench.colorTheme', themes[theme]);
    const className = { dark: 'vs-dark', light: 'vs', 'high-contrast': 'hc-black' }[theme];
    await this.page.locator(`.monaco-workbench.${className}`).waitFor();
  }

  /** Runs a command that opens a web view, and hands out its page once it is there. */
  async openPage(command: string, rootElement: string): Promise<WebView> {
    await this.consumer.command(command);
    return WebView.find(this.page, rootElement, this.faults);
  }

  /** The notification that says this. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text });
  }

  /** The modal question that says this. */
  dialog(text: string | RegExp): Locator {
    return this.page.locator('.monaco-dialog-box', { hasText: text });
  }

  /** Types into the input box that is open, and accepts it; the next box, which looks the same, is not typed into before. */
  async type(text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input').first();
    await input.fill(text);
    await input.press('Enter');
    await until(`“${text}” to be accepted`, async () =>
      (await input.isVisible()) && (await input.inputValue()) === text ? undefined : true,
    );
  }

  /** Selects an entry of an open list of several, which stays open. */
  async select(text: string | RegExp): Promise<void> {
    await this.page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first().click();
  }

  /** Picks an entry of the list that is open, which has an input box too, and waits until it is gone. */
  async pick(text: string | RegExp): Promise<void> {
    const row = this.page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first();
    await row.click();
    await row.waitFor({ state: 'hidden' });
  }

  async #load(): Promise<void> {
    await this.page.goto(`${this.server.url}/?folder=${encodeURIComponent(this.workspace)}`);
    await this.page.locator('.monaco-workbench').waitFor();
  }

  /** Leaves in good order and waits until the extensions are gone: what they write must not reach the next window. */
  async #unload(): Promise<void> {
    for (const id of await this.server.openLlmServers()) {
      (await placesOf(id)).forEach((place) => RealVsCode.placesSeen.add(place));
    }
    await this.keys.lookAtWindow();
    this.consumer.dismiss();
    await this.page.goto('about:blank');
    await until('the extensions to end', async () =>
      (await this.server.openLlmServers()).length === 0 ? true : undefined,
    );
    await this.keys.lookAtFiles();
  }
}

function sharedServer(): Promise<CodeServer> {
  return (shared ??= CodeServer.start('linux-x64'));
}

async function launchBrowser(): Promise<Browser> {
  const missing = withoutChromium();
  if (missing !== undefined) {
    throw new Error(missing);
  }
  const { home } = await sharedServer();
  const env = { ...home.environment(), PATH: process.env['PATH'] ?? '' } as Record<string, string>;
  return chromium.launch({ executablePath: chromiumPath, args: chromiumFlags, env });
}

async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await rm(file, { force: true });
    await writeFile(file, text);
  }
}
