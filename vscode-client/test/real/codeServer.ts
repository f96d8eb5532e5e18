import { createVSIX } from '@vscode/vsce';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Consumers } from './consumer.js';
import { Home } from './home.js';
import { codeServer, installVsCode, node } from './install.js';
import { samplePackage } from './sample.js';

/** The package that is installed: with or without a bundled Java runtime. */
export type ExtensionPackage = 'linux-x64' | 'universal';

/**
 * One VS Code process with a separate home folder, in which the packaged extension, the consumer extension, and the
 * sample extension are installed. It serves several windows.
 */
export class CodeServer {
  private constructor(
    readonly home: Home,
    readonly url: string,
    readonly consumers: Consumers,
    private readonly process: ChildProcess,
  ) {}

  /** @param environment the environment variables in addition to those for the home folder */
  static async start(
    extension: ExtensionPackage,
    environment: NodeJS.ProcessEnv = { PATH: process.env['PATH'] },
  ): Promise<CodeServer> {
    await installVsCode();
    const home = await Home.create();
    const consumers = await Consumers.start();
    const env = { ...home.environment(), ...environment, LANG: 'C.UTF-8', OPEN_LLM_TEST_CONTROL: consumers.url };
    const folders = ['--user-data-dir', home.inside('data'), '--extensions-dir', home.inside('extensions')];
    const packages = [extensionPackage(extension), await consumerPackage(home), await samplePackage(home)];
    const install = packages.flatMap((file) => ['--install-extension', file]);
    await promisify(execFile)(node, [codeServer, ...folders, ...install], { env });

    const port = await freePort();
    const options = [
      '--auth',
      'none',
      '--bind-addr',
      `127.0.0.1:${port}`,
      '--disable-telemetry',
      '--disable-update-check',
    ];
    const server = spawn(node, [codeServer, ...folders, ...options], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    await listening(server);
    return new CodeServer(home, `http://127.0.0.1:${port}`, consumers, server);
  }

  /** Returns the process IDs of the Open LLM servers that this VS Code process started. */
  async openLlmServers(): Promise<number[]> {
    const found: number[] = [];
    for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
      if (command.includes(`${this.home.folder}/`) && command.includes('open-llm.jar')) {
        found.push(Number(id));
      }
    }
    return found;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    // The signal is sent to the process group because code-server starts child processes.
    process.kill(-(this.process.pid ?? 0), 'SIGKILL');
    await ended;
    this.consumers.stop();
    await this.home.remove();
  }
}

function extensionPackage(name: ExtensionPackage): string {
  return join(import.meta.dirname, `../../dist/open-llm-${name}.vsix`);
}

/** Returns the packages of the extension that have not been built. */
export function missingPackages(): string[] {
  return (['linux-x64', 'universal'] as const).map(extensionPackage).filter((file) => !existsSync(file));
}

async function consumerPackage(home: Home): Promise<string> {
  await mkdir(home.folder, { recursive: true });
  const packagePath = home.inside('consumer.vsix');
  await createVSIX({
    cwd: join(import.meta.dirname, 'consumer'),
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    allowStarActivation: true,
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
    let output = '';
    const read = (data: Buffer): void => {
      output += data.toString('utf8');
      if (output.includes('HTTP server listening')) {
        resolve();
      }
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('exit', (code) => reject(new Error(`VS Code exited with code ${code}: ${output}`)));
  });
}
