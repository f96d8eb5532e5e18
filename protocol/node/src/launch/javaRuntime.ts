import { access, chmod, constants, readdir, readFile, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { OpenLlmError } from '../error.js';

/** The minimum Java version of the server. */
export const leastJavaVersion = 25;

export interface JavaRuntime {
  /** The folder that contains `bin` and `release`. */
  readonly home: string;
  /** The `java` executable. */
  readonly java: string;
}

export interface JavaPlaces {
  /** The runtime in the package; absent in the universal package. */
  readonly packaged: string;
  /** The user's setting; empty if not set. */
  readonly setting: string;
  /** The name of that setting, for errors; absent if the program has no settings. */
  readonly settingName?: string;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** The root of absolute folders; another one in tests. */
  readonly root?: string;
}

interface Candidate {
  /** For an error; folders that were only searched have none. */
  readonly name?: string;
  readonly home: string;
}

/**
 * The first Java that exists and is new enough: the packaged runtime, then the setting, `JAVA_HOME`, the PATH and the
 * usual folders of the platform. A setting that leads nowhere is an error rather than ignored.
 */
export async function findJavaRuntime(places: JavaPlaces): Promise<JavaRuntime> {
  const packaged = javaIn(places.packaged, places.platform);
  if (await exists(packaged)) {
    await makeExecutable(packaged, places.platform);
    return { home: places.packaged, java: packaged };
  }
  const tooOld: string[] = [];
  for await (const candidate of candidates(places)) {
    const java = javaIn(candidate.home, places.platform);
    const version = (await isExecutable(java)) ? await versionOf(candidate.home) : undefined;
    if (version !== undefined && version >= leastJavaVersion) {
      return { home: candidate.home, java };
    }
    if (places.setting !== '' && candidate.home === places.setting) {
      throw settingDoesNotFit(places, version);
    }
    if (version !== undefined && candidate.name !== undefined) {
      tooOld.push(`${candidate.name} is Java ${version}`);
    }
  }
  throw OpenLlmError.of(
    'config',
    `Open LLM needs Java ${leastJavaVersion} or newer and found none${tooOld.length > 0 ? ` (${tooOld.join(', ')})` : ''}.`,
    `Install one (https://adoptium.net), or name its folder in ${placeToName(places)}.`,
  );
}

async function* candidates(places: JavaPlaces): AsyncGenerator<Candidate> {
  const { setting, env } = places;
  if (setting !== '') {
    yield { name: places.settingName ?? '', home: setting };
  }
  if (env['JAVA_HOME']) {
    yield { name: 'JAVA_HOME', home: env['JAVA_HOME'] };
  }
  yield* onPath(places);
  for (const pattern of usualFolders(places)) {
    for (const home of await matches(pattern)) {
      yield { home };
    }
  }
}

async function* onPath({ env, platform, root = '' }: JavaPlaces): AsyncGenerator<Candidate> {
  for (const folder of (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter(Boolean)) {
    const java = join(folder, executable(platform));
    // On macOS this is Apple's stub, which is not a Java: it opens a dialog that offers to install one.
    const isStub = platform === 'darwin' && folder === join(root, '/usr/bin');
    if (!isStub && (await isExecutable(java))) {
      // Usually a link, as /usr/bin/java is: the release file is next to its target.
      yield { name: 'java on the PATH', home: dirname(dirname(await realpath(java))) };
    }
  }
}

/** Where installers and version managers install Java; a `*` matches the name of any one folder. */
function usualFolders({ env, platform, root = '' }: JavaPlaces): string[] {
  const home = env['HOME'] ?? env['USERPROFILE'] ?? homedir();
  const managers = [
    `${home}/.sdkman/candidates/java/*`,
    `${home}/.jdks/*`,
    `${home}/.asdf/installs/java/*`,
    `${home}/.local/share/mise/installs/java/*`,
  ];
  switch (platform) {
    case 'darwin':
      return [
        `${root}/Library/Java/JavaVirtualMachines/*/Contents/Home`,
        `${home}/Library/Java/JavaVirtualMachines/*/Contents/Home`,
        `${root}/opt/homebrew/opt/*/libexec/openjdk.jdk/Contents/Home`,
        `${root}/usr/local/opt/*/libexec/openjdk.jdk/Contents/Home`,
        ...managers,
      ];
    case 'win32': {
      const programs = [env['ProgramFiles'], env['LOCALAPPDATA'] && join(env['LOCALAPPDATA'], 'Programs')];
      const vendors = ['Eclipse Adoptium', 'Java', 'Microsoft', 'Zulu', 'Amazon Corretto', 'BellSoft', 'Semeru'];
      return [
        ...programs.filter((folder) => folder).flatMap((folder) => vendors.map((vendor) => `${folder}/${vendor}/*`)),
        `${home}/scoop/apps/*/current`,
        ...managers,
      ];
    }
    default:
      return [...['usr/lib/jvm', 'usr/java', 'opt/java', 'opt'].map((folder) => `${root}/${folder}/*`), ...managers];
  }
}

/** The folders that match the pattern, the highest name first, which is usually the newest version. */
async function matches(pattern: string): Promise<string[]> {
  const [before = '', after = ''] = pattern.split('*');
  try {
    const names = (await readdir(before)).sort((one, other) => other.localeCompare(one, 'en', { numeric: true }));
    return names.map((name) => `${before}${name}${after}`);
  } catch {
    return [];
  }
}

/** The feature version, from the `release` file of every JDK and JRE: faster than starting a JVM. */
async function versionOf(home: string): Promise<number | undefined> {
  try {
    const release = await readFile(join(home, 'release'), 'utf8');
    const version = /^JAVA_VERSION="?(\d+)(?:\.(\d+))?/m.exec(release);
    // Java 8 calls itself 1.8.
    const feature = version?.[1] === '1' ? version[2] : version?.[1];
    return feature === undefined ? undefined : Number(feature);
  } catch {
    return undefined;
  }
}

function settingDoesNotFit(places: JavaPlaces, version: number | undefined): OpenLlmError {
  return OpenLlmError.of(
    'config',
    version === undefined
      ? `The setting ${places.settingName} names ${places.setting}, where there is no Java.`
      : `The setting ${places.settingName} names ${places.setting}, which is Java ${version}.`,
    `Name the folder of a Java ${leastJavaVersion} or newer, or empty the setting.`,
  );
}

function placeToName({ settingName }: JavaPlaces): string {
  return settingName === undefined ? 'JAVA_HOME' : `the setting ${settingName}`;
}

function javaIn(home: string, platform: NodeJS.Platform): string {
  return join(home, 'bin', executable(platform));
}

function executable(platform: NodeJS.Platform): string {
  return platform === 'win32' ? 'java.exe' : 'java';
}

/** A tool that unpacked the package may have removed the permission. */
async function makeExecutable(java: string, platform: NodeJS.Platform): Promise<void> {
  if (platform === 'win32' || (await isExecutable(java))) {
    return;
  }
  try {
    await chmod(java, 0o755);
    const spawner = join(dirname(dirname(java)), 'lib', 'jspawnhelper');
    await chmod(spawner, 0o755).catch(() => undefined); // starts other programs, where it is needed
  } catch {
    throw OpenLlmError.of(
      'config',
      `The Java of Open LLM Provider (${java}) may not be executed.`,
      'Make the file executable, or install Open LLM Provider again.',
    );
  }
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
