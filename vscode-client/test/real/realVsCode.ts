import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { chromiumPath, withoutChromium } from '../chromium.js';
import { CodeServer } from './codeServer.js';
import { until, type Consumer } from './consumer.js';
import { userDataPathsOf, type Home } from './home.js';
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

/** The settings with which every window starts by default. */
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
  /** The user settings, in addition to the common ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The files of the workspace: content by path. */
  readonly workspace?: Readonly<Record<string, string>>;
  /** The files in the home folder: content by path. */
  readonly home?: Readonly<Record<string, string>>;
  /** The VS Code process in which the window is opened. Default: the shared process. */
  readonly in?: CodeServer;
}

let shared: Promise<CodeServer> | undefined;
let browser: Promise<Browser> | undefined;
let windows = 0;

/** A window of a real VS Code with the packaged extension, in a headless browser and with a new profile. */
export class RealVsCode {
  /** The paths in which the Open LLM servers of all windows looked for user data. */
  static readonly userDataPaths = new Set<string>();

  private constructor(
    readonly server: CodeServer,
    readonly page: Page,
    /** The folder of the workspace. */
    readonly workspace: string,
    /** The test's connection to the extension that uses models. */
    readonly consumer: Consumer,
    private readonly context: BrowserContext,
    private readonly keys: KeySearch,
    /** Console errors, uncaught errors, and violations of the content security policy in the web views. */
    readonly faults: readonly string[],
  ) {}

  /**
   * Opens a window with a new workspace, home folder, and profile. To open additional windows of the same user, see
   * {@link openAnother}.
   */
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

  /** Stops the processes that the scenarios share. */
  static async stopShared(): Promise<void> {
    await (await browser)?.close();
    await (await shared)?.stop();
  }

  get home(): Home {
    return this.server.home;
  }

  /** Opens an additional window of the same user with a new workspace. It must be closed with {@link closeWindow}. */
  async openAnother(): Promise<RealVsCode> {
    const workspace = this.home.inside(`work${++windows}`, 'workspace');
    await mkdir(workspace, { recursive: true });
    const page = await this.context.newPage();
    const consumer = this.server.consumers.of(workspace);
    const other = new RealVsCode(this.server, page, workspace, consumer, this.context, this.keys, webViewFaults(page));
    await other.#load();
    return other;
  }

  /** Closes the window while other windows of the user remain open. */
  async closeWindow(): Promise<void> {
    this.consumer.dismiss();
    await this.page.goto('about:blank');
    await this.page.close();
  }

  /** Reloads the window immediately, as the command "Reload Window" does, even while operations are running. */
  async reload(): Promise<void> {
    this.consumer.dismiss();
    await this.#load();
  }

  /** Closes the window with its extensions and opens it again. */
  async reopen(): Promise<void> {
    await this.#unload();
    await this.#load();
  }

  async close(): Promise<void> {
    await this.#unload();
    await this.context.close();
  }

  /** Kills the Open LLM server that this VS Code window started. */
  async killServer(): Promise<void> {
    for (const id of await this.server.openLlmServers()) {
      process.kill(id, 'SIGKILL');
    }
  }

  /** Saves a screenshot of the window for visual inspection. */
  async screenshot(name: string): Promise<void> {
    await mkdir(screenshots, { recursive: true });
    await this.page.screenshot({ path: join(screenshots, `${name}.png`) });
  }

  /** Stores a provider's API key through the command, as a user would. */
  async storeKey(provider: string, key: string): Promise<void> {
    const stored = this.consumer.command('openLLM.setKey', provider);
    await this.page.locator('.quick-input-widget input[type=password]').waitFor();
    await this.type(key);
    await stored;
  }

  /** Allows the extension that makes a request to use all models, as a user would when asked for the first time. */
  async allow<T>(request: Promise<T>): Promise<T> {
    const question = this.dialog(/Allow .+ to use .+\?/);
    await Promise.race([question.waitFor(), request.then(() => assert.fail('The user was not asked for permission.'))]);
    await question.locator('.monaco-button', { hasText: /^Allow$/ }).click();
    await question.waitFor({ state: 'detached' });
    return request;
  }

  /** Trusts the workspace as a user would. A click is lost if VS Code redraws the button at that moment. */
  async trustWorkspace(): Promise<void> {
    await this.consumer.command('workbench.trust.manage');
    const trust = this.page.locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ });
    await until('the workspace to be trusted', async () => {
      await trust.click({ timeout: 2000 }).catch(() => undefined);
      return (await this.consumer.isTrusted()) || undefined;
    });
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

  /** Runs a command that opens a web view. Returns the page when it is loaded. */
  async openPage(command: string, rootElement: string): Promise<WebView> {
    await this.consumer.command(command);
    return WebView.find(this.page, rootElement, this.faults);
  }

  /** Returns the notification that contains the text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text });
  }

  /** Returns the modal dialog that contains the text. */
  dialog(text: string | RegExp): Locator {
    return this.page.locator('.monaco-dialog-box', { hasText: text });
  }

  /**
   * Types into the open input box and accepts the input. Nothing is typed before the next input box, which looks the
   * same, is open.
   */
  async type(text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input').first();
    await input.fill(text);
    await input.press('Enter');
    await until(`“${text}” to be accepted`, async () =>
      (await input.isVisible()) && (await input.inputValue()) === text ? undefined : true,
    );
  }

  /** Selects an entry in an open multi-select list, which remains open. */
  async select(text: string | RegExp): Promise<void> {
    await this.page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first().click();
  }

  /** Chooses an entry in the open list, which also has an input box, and waits until the list is closed. */
  async pick(text: string | RegExp): Promise<void> {
    const row = this.page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first();
    await row.click();
    await row.waitFor({ state: 'hidden' });
  }

  async #load(): Promise<void> {
    await this.page.goto(`${this.server.url}/?folder=${encodeURIComponent(this.workspace)}`);
    await this.page.locator('.monaco-workbench').waitFor();
  }

  /**
   * Closes the page normally and waits until the extensions have stopped, so what they write cannot affect the next
   * window.
   */
  async #unload(): Promise<void> {
    for (const id of await this.server.openLlmServers()) {
      (await userDataPathsOf(id)).forEach((path) => RealVsCode.userDataPaths.add(path));
    }
    await this.keys.searchWindow();
    this.consumer.dismiss();
    await this.page.goto('about:blank');
    await until('the extensions to stop', async () =>
      (await this.server.openLlmServers()).length === 0 ? true : undefined,
    );
    await this.keys.searchFiles();
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
