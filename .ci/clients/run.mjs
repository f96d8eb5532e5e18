#!/usr/bin/env node
// The client matrix: runs each tool, unmodified and with its default settings, through `open-llm launch`, with a
// scripted provider of each dialect. Run it manually after `mvn package`:
//
//   .ci/clients/run.mjs [--tools claude,codex] [--dialects gemini] [--folder DIR] [--keep] [--install-seconds N]
//
// Missing tools are installed with npm and pip into DIR. The default is a folder in the temporary folder of the system,
// never in the repository. Each combination runs in a separate home folder. If all tools and dialects are run, the
// results are written to results.md next to this script.
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { dialects, finalText, startMock, written } from './mockProvider.mjs';
import { tools } from './tools.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const launcher = process.env.OPEN_LLM ?? join(here, '..', '..', 'server', 'target', 'open-llm');
const cellMs = 180_000;
const { values: options } = parseArgs({
  options: {
    tools: { type: 'string' },
    dialects: { type: 'string' },
    folder: { type: 'string', default: join(tmpdir(), 'open-llm-clients') },
    keep: { type: 'boolean', default: false },
    'install-seconds': { type: 'string', default: '600' },
  },
});
const selected = (all, names, nameOf) => (names ? all.filter((item) => names.split(',').includes(nameOf(item))) : all);
const installMs = Number(options['install-seconds']) * 1000;
const run = promisify(execFile);

/**
 * Installs a tool if it is not installed. If this fails, reports the last output of the package manager and deletes the
 * incomplete installation.
 */
async function install(name, packages) {
  const folder = join(options.folder, name);
  const python = packages.startsWith('pypi:');
  const bin = python ? join(folder, 'bin') : join(folder, 'node_modules', name === 'node' ? 'node/bin' : '.bin');
  if (existsSync(bin) && !existsSync(join(folder, 'installing'))) {
    return bin;
  }
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'installing'), '');
    if (python) {
      await run('python3', ['-m', 'venv', folder]);
      await run(join(folder, 'bin', 'pip'), ['install', '-q', packages.slice('pypi:'.length)], { timeout: installMs });
    } else {
      await writeFile(join(folder, 'package.json'), '{"private":true}');
      const flags = ['--no-audit', '--no-fund', '--loglevel=error'];
      await run('npm', ['install', ...flags, packages], { cwd: folder, timeout: installMs });
    }
    await rm(join(folder, 'installing'));
    return bin;
  } catch (failure) {
    await rm(folder, { recursive: true, force: true });
    throw failure;
  }
}

const hash = async (file) =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

async function cell(tool, dialect, path, mock, workspaces) {
  // The folder is not below /tmp, because Gemini CLI and Codex handle /tmp in a special way.
  await mkdir(join(homedir(), '.cache'), { recursive: true });
  const home = await mkdtemp(join(homedir(), '.cache', `client-${tool.name}-`));
  const name = `${tool.name}-${dialect}-${Date.now()}`;
  const workspace = join(home, 'project');
  await mkdir(workspace);
  workspaces.set(name, { workspace });
  await writeFile(join(workspace, 'README.md'), 'Readme of the sample project\n');
  const before = new Map();
  for (const [file, content] of Object.entries(tool.home)) {
    await mkdir(dirname(join(home, file)), { recursive: true });
    await writeFile(join(home, file), content);
    before.set(file, await hash(join(home, file)));
  }
  await mkdir(join(home, '.config', 'openllm'), { recursive: true });
  await writeFile(
    join(home, '.config', 'openllm', 'config.yaml'),
    `providers:\n  - name: mock\n    dialect: ${dialect === 'ollama' ? 'ollama-chat' : dialect}\n    api_base: http://127.0.0.1:${mock.port}/${name}/${dialect}\n` +
      `    models:\n      - {id: small, context_tokens: 200000, output_tokens: 16000}\n`,
  );
  const env = {
    HOME: home,
    PATH: path,
    LANG: 'C.UTF-8',
    TERM: 'dumb',
    OPENAI_API_KEY: 'inherited',
    ANTHROPIC_API_KEY: 'inherited',
    ...tool.env,
  };
  const started = Date.now();
  const { code, out } = await output(launcher, ['launch', tool.name, '-m', 'mock/small', '--', ...tool.args], {
    cwd: workspace,
    env,
  });
  const seconds = Math.round((Date.now() - started) / 1000);
  const log = mock.log(name) ?? { requests: 0, models: new Set(), results: [], tools: [], parallel: 0 };
  const problems = [];
  const file = await readFile(join(workspace, 'hello.txt'), 'utf8').catch(() => undefined);
  if (file?.trim() !== written.trim()) problems.push(file === undefined ? 'file not written' : 'wrong file content');
  if (
    log.tools.length > 0 &&
    !(
      log.parallel === 2 &&
      log.results.slice(-2).some((text) => text.includes(written.trim())) &&
      log.results.slice(-2).some((text) => text.includes('Readme of'))
    )
  )
    problems.push('files not read in parallel');
  if (!out.includes(finalText)) problems.push('final text missing');
  if (code !== 0) problems.push(`exit code ${code}`);
  if ([...log.models].some((model) => model !== 'small'))
    problems.push(`requested model ${[...log.models].join(', ')}`);
  for (const [settings, digest] of before) {
    if (!existsSync(join(home, settings)) || (await hash(join(home, settings))) !== digest)
      problems.push(`changed ${settings}`);
  }
  const launchFolder = join(home, '.local', 'state', 'openllm', 'launch');
  const tokens = JSON.parse(
    await readFile(join(home, '.config', 'openllm', 'gateway.tokens.json'), 'utf8').catch(() => '{}'),
  );
  if (tokens.tokens?.length) problems.push('token not deleted');
  if (existsSync(launchFolder) && readdirSync(launchFolder).some((entry) => entry.startsWith('run-')))
    problems.push('private files not deleted');
  if (problems.length > 0 || options.keep)
    await writeFile(
      join(options.folder, `${tool.name}-${dialect}.log`),
      `${out}\n${JSON.stringify(log, (_, value) => (value instanceof Set ? [...value] : value), 1)}\n`,
    );
  if (!options.keep) await rm(home, { recursive: true, force: true });
  return { problems, seconds, requests: log.requests };
}

function output(command, args, settings) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...settings, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let out = '';
    const timer = setTimeout(() => {
      out += '\n[timed out]\n';
      process.kill(-child.pid, 'SIGKILL');
    }, cellMs);
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (out += chunk));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code: code ?? signal, out });
    });
  });
}

await mkdir(options.folder, { recursive: true });
const workspaces = new Map();
const mock = await startMock((name) => workspaces.get(name) ?? { workspace: '/nonexistent' });
const columns = selected(dialects, options.dialects, (name) => name);
const rows = [];
for (const tool of selected(tools, options.tools, ({ name }) => name)) {
  const cells = [];
  let bin;
  let node;
  try {
    node = await install('node', 'node@24');
    bin = await install(tool.name, tool.packages);
  } catch (failure) {
    const reason = failure.killed ? 'timed out' : String(failure.message).trim().split('\n').at(-1);
    rows.push([tool, columns.map(() => `not installed: ${reason}`)]);
    continue;
  }
  const path = [bin, node, '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);
  for (const dialect of columns) {
    const { problems, seconds, requests } = await cell(tool, dialect, path, mock, workspaces);
    const result = problems.length === 0 ? `works (${seconds} s)` : `fails: ${problems.join(', ')}`;
    console.log(`${tool.name} × ${dialect}: ${result}, ${requests} requests`);
    cells.push(result);
  }
  rows.push([tool, cells]);
}
mock.close();
const version = (packages) =>
  packages
    .replace(/^pypi:/, '')
    .replace('==', '@')
    .replace(/.*@/, '');
const table = [
  `| tool | version | ${columns.join(' | ')} |`,
  `|---|---|${columns.map(() => '---').join('|')}|`,
  ...rows.map(([tool, cells]) => `| ${tool.name} | ${version(tool.packages)} | ${cells.join(' | ')} |`),
];
console.log(`\n${table.join('\n')}`);
if (!options.tools && !options.dialects) {
  const file = join(here, 'results.md');
  const previous = await readFile(file, 'utf8');
  // The results of the embedding clients, which `checkApis.py` checks, are written by hand.
  const otherResults = previous.slice(previous.indexOf('\n# SDKs'));
  await writeFile(
    file,
    `# Clients through \`open-llm launch\`\n\nGenerated by \`.ci/clients/run.mjs\` on ${new Date().toISOString().slice(0, 10)}. A client works if it wrote a file and read two files in parallel with\nits own tools (aider, which has no tools, edited the file), printed the final text, did not change the user's settings,\nand requested no other model.\n\n${table.join('\n')}\n${otherResults}`,
  );
}
process.exitCode = rows.some(([, cells]) => cells.some((text) => !text.startsWith('works'))) ? 1 : 0;
