/**
 * Tests the packages for all platforms, after `mvn -Pall-platforms package -DskipTests`: the contents of each package,
 * and the startup of those that can run on Linux x64. The package for Linux on Arm runs in qemu-user, with the Debian
 * packages libc6:arm64 and zlib1g:arm64 unpacked in ARM64_ROOT. The package for Windows runs in Wine. Run `npm run
 * test:platforms`.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { OpenLlmConnection } from '@open-llm/client';

const dist = join(import.meta.dirname, '..', 'dist');
const maxBytes = 60 * 1024 * 1024;

/**
 * The default build creates only the package for this platform, with the Java runtime of the JDK that runs the build.
 */
const isReleaseBuild = existsSync(join(dist, 'open-llm-win32-x64.vsix'));

/** Matches the start of an executable for each platform, in hexadecimal: file format and processor. */
const formats: Readonly<Record<string, RegExp>> = {
  'linux-x64': /^7f454c460201.{24}3e00/,
  'linux-arm64': /^7f454c460201.{24}b700/,
  'darwin-x64': /^cffaedfe07000001/,
  'darwin-arm64': /^cffaedfe0c000001/,
  'win32-x64': /^4d5a.*504500006486/,
  'win32-arm64': /^4d5a.*504500006486/,
};

/** The metadata files that the build writes for the extension and for its pages. */
const bundles = ['extension', 'webview'].map((name) => join(dist, '..', 'target', `${name}.meta.json`));

const unzip = (vsix: string, entry: string): Buffer =>
  execFileSync('unzip', ['-p', join(dist, vsix), entry.replace('[', '[[]')], { maxBuffer: 1e8 });

for (const [platform, format] of Object.entries(formats)) {
  const vsix = `open-llm-${platform}.vsix`;
  describe(
    vsix,
    { skip: existsSync(join(dist, vsix)) ? false : 'The package is missing. Run mvn -Pall-platforms package.' },
    () => {
      const isWindows = platform.startsWith('win32');
      const runtime = 'extension/server/runtime/';

      test('is smaller than 60 MiB', async () => {
        assert.ok((await stat(join(dist, vsix))).size < maxBytes);
      });

      test('specifies its target platform', () => {
        assert.match(unzip(vsix, 'extension.vsixmanifest').toString(), new RegExp(`TargetPlatform="${platform}"`));
      });

      test('contains an executable Java runtime for its platform, version 25.0.4 or later in a release', () => {
        const libraries = {
          linux: 'lib/server/libjvm.so',
          darwin: 'lib/server/libjvm.dylib',
          win32: 'bin/server/jvm.dll',
        };
        const library = libraries[platform.split('-')[0] as keyof typeof libraries];
        const java = isWindows ? 'bin/java.exe' : 'bin/java';
        for (const file of [java, library]) {
          const start = unzip(vsix, runtime + file).subarray(0, 1024);
          // The offset of the Windows header is specified in the DOS header.
          const header = isWindows
            ? Buffer.concat([start.subarray(0, 2), start.subarray(start.readUInt32LE(60))])
            : start;
          assert.match(header.toString('hex'), format, file);
        }
        const version = isReleaseBuild ? /JAVA_VERSION="25\.0\.(?:[4-9]|\d{2})/ : /JAVA_VERSION="25\b/;
        assert.match(unzip(vsix, `${runtime}release`).toString(), version);
        const modes = execFileSync('unzip', ['-Z', join(dist, vsix), `${runtime}${java}`], { encoding: 'utf8' });
        assert.match(modes, isWindows ? /java\.exe/ : /^-rwxr-xr-x/m);
      });

      test('contains the license of its Java runtime', () => {
        assert.match(unzip(vsix, `${runtime}legal/java.base/LICENSE`).toString(), /GNU General Public License|GPL/);
      });

      test('contains an AOT cache only if it was built on its target platform', () => {
        const files = execFileSync('unzip', ['-Z1', join(dist, vsix)], { encoding: 'utf8' });
        assert.equal(/\.aot$/m.test(files), platform === `${process.platform}-${process.arch}`);
      });
    },
  );
}

describe('open-llm-universal.vsix', { skip: bundles.every(existsSync) ? false : 'Run mvn package first.' }, () => {
  const vsix = 'open-llm-universal.vsix';
  let bundled: string[];

  before(() => {
    const names = bundles.flatMap((file) => {
      const { inputs } = JSON.parse(readFileSync(file, 'utf8')) as { inputs: Record<string, unknown> };
      return Object.keys(inputs).map((input) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]);
    });
    bundled = [...new Set(names.filter((name) => name !== undefined)), '@vscode/codicons'];
    assert.ok(bundled.length > 5, bundled.join());
  });

  test('lists the licenses of all packages in its bundles and of the server libraries', () => {
    const notices = unzip(vsix, 'extension/THIRD-PARTY-NOTICES.txt').toString();
    const missing = bundled.filter((name) => !notices.includes(`- ${name} `));
    assert.deepEqual(missing, []);
    assert.match(notices, /com\.fasterxml\.jackson\.core:jackson-databind/);
  });

  test('has a bill of materials that lists all packages in its bundles', () => {
    const bill = JSON.parse(readFileSync(join(dist, 'open-llm.cdx.json'), 'utf8')) as {
      components: { name: string }[];
    };
    const names = bill.components.map(({ name }) => name);
    const missing = bundled.filter((name) => !names.includes(name));
    assert.deepEqual(missing, []);
  });

  test('contains only entries with a fixed date, so builds of the same commit are identical', () => {
    const list = execFileSync('unzip', ['-Z', '-T', join(dist, vsix)], { encoding: 'utf8' });
    const dates = new Set([...list.matchAll(/ (\d{8})\.\d{6} /g)].map(([, date]) => date));
    assert.deepEqual([...dates], ['20260101']);
  });
});

const arm64 = process.env['ARM64_ROOT'] ?? '';
const noQemu =
  arm64 === '' || !isInstalled('qemu-aarch64-static') || !existsSync(join(dist, 'open-llm-linux-arm64.vsix'))
    ? 'The package, qemu-user-static, or ARM64_ROOT is missing.'
    : false;
const noWine =
  isInstalled('wine') && existsSync(join(dist, 'open-llm-win32-x64.vsix')) ? false : 'The package or Wine is missing.';

describe('the server for Linux on Arm in QEMU', { skip: noQemu }, () => {
  testServer('linux-arm64', (folder) => ({
    command: 'qemu-aarch64-static',
    args: ['-L', arm64, join(folder, 'runtime/bin/java')],
    path: (file) => file,
    env: {},
  }));
});

describe('the server for Windows in Wine', { skip: noWine }, () => {
  testServer('win32-x64', (folder) => {
    // Wine 8 lacks a function that the JVM looks up when it generates the first random number. The name is replaced by
    // that of another function of the same length.
    const library = join(folder, 'runtime/bin/net.dll');
    const content = readFileSync(library);
    writeFileSync(library, content.toString('latin1').replaceAll('GetAnycast', 'GetUnicast'), 'latin1');
    return {
      command: 'wine',
      args: [join(folder, 'runtime/bin/java.exe')],
      path: (file) => `Z:${file.replaceAll('/', '\\')}`,
      env: { WINEPREFIX: join(folder, '..', 'wine'), WINEDEBUG: '-all' },
    };
  });
});

interface Emulation {
  readonly command: string;
  readonly args: readonly string[];
  readonly path: (file: string) => string;
  readonly env: NodeJS.ProcessEnv;
}

function testServer(platform: string, emulate: (folder: string) => Emulation): void {
  let home: string;
  let server: ChildProcess;
  let connection: OpenLlmConnection;

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'open-llm-platform-'));
    execFileSync('unzip', ['-q', join(dist, `open-llm-${platform}.vsix`), 'extension/server/*', '-d', home]);
    const folder = join(home, 'extension', 'server');
    const { command, args, path, env } = emulate(folder);
    const program = [`@${path(join(folder, 'open-llm.flags'))}`, '-jar', path(join(folder, 'open-llm.jar'))];
    const child = spawn(command, [...args, ...program, 'serve', '--stdio'], {
      env: { PATH: process.env['PATH'], HOME: home, OPENLLM_CONFIG_HOME: path(join(home, 'config')), ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
      cwd: home,
    });
    server = child;
    connection = OpenLlmConnection.overStreams(child.stdout, child.stdin);
  });

  after(async () => {
    connection.dispose();
    server.kill();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  });

  test('initializes, responds to a chat request, and shuts down', async () => {
    const startedMs = performance.now();
    await connection.initialize({
      clientName: 'test',
      clientVersion: '1',
      settings: { user: { discovery: { enabled: false } } },
    });
    console.log(`${platform}: initialized after ${Math.round(performance.now() - startedMs)} ms`);
    const stream = connection.stream({
      model: 'echo/echo',
      messages: [{ role: 'user', parts: [{ type: 'text', text: 'Grüße, 世界' }] }],
    });
    let text = '';
    for await (const event of stream) {
      text += event.type === 'text' ? event.text : '';
    }
    assert.match(text, /Grüße, 世界/);
    await connection.shutdown();
    if (server.exitCode === null) {
      await once(server, 'close');
    }
    assert.equal(server.exitCode, 0);
  });
}

function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, program)));
}

test('the build creates only the packages that are listed in this file', { skip: !existsSync(dist) }, () => {
  const built = readdirSync(dist).filter((file) => file.endsWith('.vsix'));
  const known = [...Object.keys(formats), 'universal'].map((platform) => `open-llm-${platform}.vsix`);
  assert.deepEqual(
    built.filter((file) => !known.includes(file)),
    [],
  );
});
