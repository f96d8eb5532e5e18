import { createVSIX } from '@vscode/vsce';
import { spawn, execFile, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import { codeServer, installVsCode, node } from './install.js';

const project = join(import.meta.dirname, '../..');
const chromiumPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const screenshots = join(project, 'test-results');

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

/** A real VS Code with the packaged extension and the consumer, in a browser that nobody sees. */
export class RealVsCode {
  private constructor(
    readonly page: Page,
    readonly workspace: string,
    private readonly home: string,
    private readonly url: string,
    private readonly process: ChildProcess,
    private readonly browser: Browser,
  ) {}

  /**
   * @param controlUrl where the consumer extension fetches its orders
   * @param settings the person's settings at the start
   */
  static async start(controlUrl: string, settings: object): Promise<RealVsCode> {
    if (!existsSync(chromiumPath)) {
      throw new Error(`Chromium is not at ${chromiumPath}: install it, or name it in CHROMIUM.`);
    }
    await installVsCode();
    const home = await mkdtemp(join(tmpdir(), 'open-llm-vscode-'));
    const workspace = join(home, 'workspace');
    await mkdir(workspace);
    await mkdir(join(home, 'data/User'), { recursive: true });
    await writeFile(join(home, 'data/User/settings.json'), JSON.stringify(settings));

    const folders = ['--user-data-dir', join(home, 'data'), '--extensions-dir', join(home, 'extensions')];
    const env = { PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', OPEN_LLM_TEST_CONTROL: controlUrl };
    const packages = [extensionPackage(), await consumerPackage(home)];
    const install = packages.flatMap((file) => ['--install-extension', file]);
    await promisify(execFile)(node, [codeServer, ...folders, ...install], { env });

    const port = await freePort();
    const server = spawn(
      node,
      [
        codeServer,
        ...folders,
        ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check'],
        '--disable-workspace-trust',
        workspace,
      ],
      { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
    );
    await listening(server);
    const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    const url = `http://127.0.0.1:${port}`;
    await page.goto(url);
    await page.locator('.monaco-workbench').waitFor();
    return new RealVsCode(page, workspace, home, url, server, browser);
  }

  /** Ends the window and its extensions, and opens it again. */
  async reopen(): Promise<void> {
    await this.page.goto(this.url);
    await this.page.locator('.monaco-workbench').waitFor();
  }

  /** Kills the Open LLM server that this VS Code started. */
  async killServer(): Promise<void> {
    for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
      if (command.startsWith(this.home) && command.includes('open-llm.jar')) {
        process.kill(Number(id), 'SIGKILL');
      }
    }
  }

  async stop(): Promise<void> {
    await this.browser.close();
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    // The group: code-server starts its own children.
    process.kill(-(this.process.pid ?? 0), 'SIGKILL');
    await ended;
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Keeps a picture of the window, to be looked at. */
  async screenshot(name: string): Promise<void> {
    await mkdir(screenshots, { recursive: true });
    await this.page.screenshot({ path: join(screenshots, `${name}.png`) });
  }

  /** Types into the input box that is open, and accepts it. */
  async type(text: string): Promise<void> {
    await this.page.locator('.quick-input-widget input').first().fill(text);
    await this.page.keyboard.press('Enter');
  }
}

function extensionPackage(): string {
  const file = join(project, 'dist/open-llm-linux-x64.vsix');
  if (!existsSync(file)) {
    throw new Error(`${file} is missing: run mvn package -DskipTests first.`);
  }
  return file;
}

async function consumerPackage(folder: string): Promise<string> {
  const packagePath = join(folder, 'consumer.vsix');
  await createVSIX({
    cwd: join(import.meta.dirname, 'consumer'),
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });
  return packagePath;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}

function listening(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const read = (data: Buffer): void => {
      said += data.toString('utf8');
      if (said.includes('HTTP server listening')) {
        resolve();
      }
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('exit', (code) => reject(new Error(`VS Code ended with ${code}: ${said}`)));
  });
}
