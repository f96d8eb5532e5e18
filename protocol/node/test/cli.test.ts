import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readlink, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..', '..', '..');
const packages = join(root, 'server', 'target', 'packages');
const notPacked = existsSync(packages) ? false : `The packages are not built (${packages}): run mvn verify.`;
const lines = /```sh\n(.*?)```/s.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1]?.split('\n') ?? [];
const lineWith = (text: string): string =>
  lines
    .find((line) => line.includes(text))
    ?.split('  #')[0]
    ?.trim() ?? '';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

// Tests the packages as a user installs them: from a registry, into a new home folder, without Java on the PATH.
describe('the npm packages', { skip: notPacked }, () => {
  let folder: string;
  let registry: Server;
  let provider: Server;
  let env: NodeJS.ProcessEnv;

  before(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'open-llm-npm-')));
    registry = await listening(createServer(published()));
    provider = await listening(
      createServer((request, response) => {
        request.resume().on('end', () => {
          response.setHeader('content-type', 'text/event-stream');
          const choice = { index: 0, delta: { content: 'Rayleigh scattering.' }, finish_reason: 'stop' };
          response.end(`data: ${JSON.stringify({ choices: [choice] })}\n\ndata: [DONE]\n\n`);
        });
      }),
    );
    await mkdir(join(folder, '.config', 'openllm'), { recursive: true });
    await writeFile(
      join(folder, '.config', 'openllm', 'config.yaml'),
      'default_model: scripted/m\ndiscovery:\n  enabled: false\nproviders:\n  - name: scripted\n' +
        `    dialect: openai-chat\n    api_base: http://127.0.0.1:${port(provider)}/v1\n    models: [m]\n`,
    );
    await linkPrograms();
    env = {
      HOME: folder,
      LANG: 'C.UTF-8',
      PATH: [join(folder, 'global', 'bin'), join(folder, 'programs')].join(':'),
      npm_config_registry: `http://127.0.0.1:${port(registry)}/`,
      npm_config_prefix: join(folder, 'global'),
      npm_config_update_notifier: 'false',
    };
    await sh(lineWith('npm install -g'));
  });

  after(async () => {
    registry.close();
    provider.close();
    await rm(folder, { recursive: true });
  });

  test('install the command and a Java runtime for the current platform only', async () => {
    await assert.rejects(sh('command -v java'));
    assert.equal(await sh(lineWith('open-llm chat')), 'Rayleigh scattering.\n');
    const installed = join(folder, 'global', 'lib', 'node_modules', '@open-llm', 'cli', 'node_modules', '@open-llm');
    assert.deepEqual(readdirSync(installed), [`runtime-${process.platform}-${process.arch}`]);
  });

  test('preserve the exit code, stdin, and stderr of the command', async () => {
    assert.equal(await sh('echo "Hello, world" | open-llm chat -m echo/echo'), 'Hello, world\n');
    await assert.rejects(sh('open-llm nonsense'), { code: 2, stderr: /Unknown command: nonsense/ });
  });

  test('support shell completion through the launcher', async () => {
    assert.match(await sh('open-llm completion bash'), /_open_llm/);
    assert.match(await sh('open-llm __complete pro'), /^providers\t/m);
  });

  test('stop the Java process when a signal terminates the command', async () => {
    const command = spawn('open-llm', ['chat', '-m', 'echo/echo', '/slow 60000'], { env, stdio: 'ignore' });
    await once(command, 'spawn');
    const javaProcesses = async (): Promise<number[]> => (await children(command.pid)).filter((pid) => pid > 0);
    while ((await javaProcesses()).length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const [java = 0] = await javaProcesses();
    command.kill('SIGTERM');
    await once(command, 'close');
    await assert.rejects(readlink(`/proc/${java}/exe`));
  });

  test('provide the server for the client library in the same project', async () => {
    const project = join(folder, 'project');
    await mkdir(project);
    await writeFile(join(project, 'package.json'), '{"type":"module"}');
    const line =
      /```sh\n(.*?)\n```/s.exec(readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8'))?.[1] ?? '';
    await sh(line, project);
    const request =
      "{ model: '', messages: [{ role: 'user', parts: [{ type: 'text', text: 'Why is the sky blue?' }] }] }";
    const program = `import { connect } from '@open-llm/client';
      const connection = await connect({ own: true });
      for await (const event of connection.stream(${request})) if (event.type === 'text') console.log(event.text);
      await connection.shutdown();`;
    await writeFile(join(project, 'ask.mjs'), program);
    assert.equal(await sh(`PATH=${join(folder, 'programs')} node ask.mjs`, project), 'Rayleigh scattering.\n');
  });

  async function sh(line: string, cwd = folder): Promise<string> {
    return (await promisify(execFile)('/bin/sh', ['-c', line], { env, cwd })).stdout;
  }

  /** Adds the executables that the commands and the launcher require, without Java. */
  async function linkPrograms(): Promise<void> {
    const names = ['sh', 'env', 'tail', 'sha256sum', 'touch', 'readlink', 'find', 'cat', 'stty', 'npm', 'node'];
    await mkdir(join(folder, 'programs'));
    for (const name of names) {
      const program = execFileSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
      await symlink(await realpath(program), join(folder, 'programs', name));
    }
  }
});

async function listening(server: Server): Promise<Server> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

function port(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function children(pid = 0): Promise<number[]> {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').map(Number);
}

/**
 * Returns the request handler of a registry that contains the packages of the build and the dependencies of the client
 * from this folder.
 */
function published(): Parameters<typeof createServer>[1] {
  const archives = new Map<string, { manifest: Manifest; archive: Buffer }>();
  const add = (archive: Buffer): void => {
    const text = execFileSync('tar', ['xzOf', '-', 'package/package.json'], { input: archive, encoding: 'utf8' });
    const manifest = JSON.parse(text) as Manifest;
    archives.set(manifest.name, { manifest, archive });
  };
  const isRequired = (file: string): boolean => /-(cli|client|linux-x64|darwin-\w+)-[\d.]+\.tgz$/.test(file);
  readdirSync(packages)
    .filter(isRequired)
    .forEach((file) => add(readFileSync(join(packages, file))));
  const modules = join(import.meta.dirname, '..', 'node_modules');
  const addLibraries = (dependent: string): void => {
    for (const library of Object.keys(archives.get(dependent)?.manifest.dependencies ?? {})) {
      if (archives.has(library)) continue;
      add(
        execFileSync('tar', ['cz', '-C', modules, '--transform', `s,^${library},package,`, library], {
          maxBuffer: 1e8,
        }),
      );
      addLibraries(library);
    }
  };
  addLibraries('@open-llm/client');
  return (request, response) => {
    const path = decodeURIComponent(request.url ?? '').slice(1);
    const name = path.endsWith('.tgz') ? dirname(path) : path;
    const entry = archives.get(name);
    if (entry === undefined) {
      response.writeHead(404).end('{}');
    } else if (path.endsWith('.tgz')) {
      response.end(entry.archive);
    } else {
      const { manifest, archive } = entry;
      const tarball = `http://${request.headers.host}/${name}/package.tgz`;
      const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
      const versions = { [manifest.version]: { ...manifest, dist: { tarball, integrity } } };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ name, 'dist-tags': { latest: manifest.version }, versions }));
    }
  };
}
