// Runs all static checks: the types, rules, and format of all TypeScript files, both in this folder and in
// protocol/node. As many checks run in parallel as there are processors. ESLint and Prettier check only files that have
// changed since the last run. With `--all`, they check every file, because a change in one file can violate a
// type-aware rule in another file.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';

const client = dirname(import.meta.dirname);
const root = dirname(client);
const program = (path) => join(client, 'node_modules', path);
const tsc = (project) => [program('typescript/bin/tsc'), '--noEmit', '-p', join(root, project)];

// The slowest checks start first.
const checks = {
  eslint: [
    program('eslint/bin/eslint.js'),
    ...['--config', join(client, 'eslint.config.mjs'), '--max-warnings=0'],
    ...cacheOptions('eslint'),
    ...['vscode-client', 'protocol/node'],
  ],
  extension: tsc('vscode-client'),
  pages: tsc('vscode-client/webview'),
  sample: tsc('vscode-client/samples/explain'),
  library: tsc('protocol/node'),
  prettier: [
    program('prettier/bin/prettier.cjs'),
    ...['--check', '--log-level=warn'],
    ...cacheOptions('prettier'),
    '{vscode-client,protocol/node,.ci}/**/*.{ts,js,mjs,cjs,css}',
  ],
};

function cacheOptions(tool) {
  return process.argv.includes('--all') ? [] : ['--cache', '--cache-location', join(client, 'target', tool)];
}

const queue = Object.entries(checks);
await Promise.all(Array.from({ length: availableParallelism() }, work));

async function work() {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [name, command] = next;
    const start = performance.now();
    // The tools run in the folder of their configuration files, because both ignore files outside their working
    // directory.
    const child = spawn(process.execPath, command, { cwd: root });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    const [code] = await once(child, 'close');
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${name} (${seconds} s)`);
    if (code !== 0) {
      process.stderr.write(Buffer.concat(output));
      process.exitCode = 1;
    }
  }
}
