/**
 * Packages everything that is published to npm into a folder: `@open-llm/client`, `@open-llm/cli` with the server, and
 * a runtime package for each platform for which the build has a Java runtime. Run `tsx scripts/pack.ts [FOLDER]` after
 * the Maven build has created the jar.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundled, noticesOf } from './thirdParty.mjs';

const root = join(import.meta.dirname, '..');
const server = join(root, '..', '..', 'server', 'target');
const license = join(root, '..', '..', 'LICENSE');
const target = process.argv[2] ?? join(server, 'packages');
const staging = join(root, 'target', 'packages');

/**
 * The registries contain no Java runtime for Linux x64 on musl and for Windows on Arm. Windows on Arm runs the x64
 * runtime; musl is not supported.
 */
const platforms: Readonly<Record<string, { os: string[]; cpu: string[]; libc?: string[] }>> = {
  'linux-x64': { os: ['linux'], cpu: ['x64'], libc: ['glibc'] },
  'linux-arm64': { os: ['linux'], cpu: ['arm64'], libc: ['glibc'] },
  'darwin-x64': { os: ['darwin'], cpu: ['x64'] },
  'darwin-arm64': { os: ['darwin'], cpu: ['arm64'] },
  'win32-x64': { os: ['win32'], cpu: ['x64', 'arm64'] },
};

interface Manifest extends Record<string, unknown> {
  readonly version: string;
}

const manifest = JSON.parse(readFileSync(join(root, 'cli', 'package.json'), 'utf8')) as Manifest;

if (!existsSync(join(server, 'open-llm.jar'))) {
  console.error('The server is not built: run mvn package first.');
  process.exit(1);
}
rmSync(staging, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
await stageCli();
for (const platform of Object.keys(platforms)) {
  stageRuntime(platform);
}
for (const name of readdirSync(staging)) {
  pack(join(staging, name));
}
pack(root);

async function stageCli(): Promise<void> {
  const folder = join(staging, 'cli');
  const { metafile } = await build({
    metafile: true,
    entryPoints: { 'open-llm': join(root, 'cli', 'main.ts'), index: join(root, 'cli', 'index.ts') },
    outdir: join(folder, 'bin'),
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // The bundle contains CommonJS modules that call `require` for Node.js modules.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module';\nconst require = requireOf(import.meta.url);",
    },
    minifySyntax: true,
    logLevel: 'warning',
  });
  for (const file of ['open-llm', 'open-llm.jar', 'open-llm.flags', 'open-llm.gateway.flags']) {
    cpSync(join(server, file), join(folder, 'server', file), { preserveTimestamps: true });
  }
  cpSync(join(root, 'cli', 'README.md'), join(folder, 'README.md'));
  cpSync(license, join(folder, 'LICENSE'));
  writeFileSync(
    join(folder, 'THIRD-PARTY-NOTICES'),
    [
      noticesOf('The programs in bin contain', bundled([metafile], root)),
      readFileSync(join(server, 'THIRD-PARTY-NOTICES'), 'utf8'),
    ].join(`\n${'='.repeat(80)}\n`),
  );
  writeFileSync(
    join(folder, 'bin', 'index.d.ts'),
    'export declare function serverCommand(env?: NodeJS.ProcessEnv): Promise<{\n' +
      '  readonly command: string;\n  readonly args: readonly string[];\n  readonly env: NodeJS.ProcessEnv;\n}>;\n',
  );
  const optionalDependencies = Object.fromEntries(
    Object.keys(platforms).map((platform) => [`@open-llm/runtime-${platform}`, manifest.version]),
  );
  writeManifest(folder, { ...manifest, optionalDependencies });
}

/**
 * Copies the Java runtime for a platform: the runtime that was linked for the platform or, for the current platform,
 * the runtime of the build.
 */
function stageRuntime(platform: string): void {
  const own = platform === `${process.platform}-${process.arch}` ? join(server, 'runtime') : '';
  const runtime = [join(server, 'runtimes', platform), own].find((folder) => folder !== '' && existsSync(folder));
  if (runtime === undefined) {
    return;
  }
  const folder = join(staging, `runtime-${platform}`);
  // npm omits symbolic links, and the licenses in a Java runtime for Unix include symbolic links.
  cpSync(runtime, join(folder, 'runtime'), { recursive: true, dereference: true });
  writeManifest(folder, {
    name: `@open-llm/runtime-${platform}`,
    version: manifest.version,
    description: `The Java runtime for @open-llm/cli on ${platform}: OpenJDK, reduced to the required modules.`,
    license: 'GPL-2.0-only WITH Classpath-exception-2.0',
    ...platforms[platform],
    files: ['runtime'],
  });
  writeFileSync(
    join(folder, 'README.md'),
    `# @open-llm/runtime-${platform}\n\nThe Java runtime for ` +
      `[@open-llm/cli](https://www.npmjs.com/package/@open-llm/cli). Its licenses are in \`runtime/legal\`.\n`,
  );
}

function writeManifest(folder: string, content: object): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(content, null, 2)}\n`);
}

function pack(folder: string): void {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const options = ['pack', '--silent', '--pack-destination', target];
  execFileSync(npm, options, {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
}
