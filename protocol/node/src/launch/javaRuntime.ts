import { access, chmod, constants, readdir, readFile, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { OpenLlmError } from '../error.js';
import { words } from '../localizable.js';

/** The minimum Java version that the server requires. */
const minJavaVersion = 25;

export interface JavaRuntime {
  /** The folder that contains `bin` and `release`. */
  readonly home: string;
  /** The path of the `java` executable. */
  readonly java: string;
}

export interface JavaPlaces {
  /** The folder of the runtime in the package. It does not exist in the universal package. */
  readonly packaged: string;
  /** The folder that the user configured; empty if none is configured. */
  readonly setting: string;
  /** The name of that setting, for error messages; absent if the program has no settings. */
  readonly settingName?: string;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** The root of absolute paths. Tests use a different one. */
  readonly root?: string;
}

interface Candidate {
  /** The name of the source, for error messages; absent for standard folders. */
  readonly name?: string;
  readonly home: string;
}

/**
 * Returns the first Java runtime that exists and has the required version. The packaged runtime is checked first,
 * followed by the setting, `JAVA_HOME`, the PATH, and the standard folders of the platform. If the setting refers to no
 * suitable runtime, an error is thrown.
 */
export async function findJavaRuntime(places: JavaPlaces): Promise<JavaRuntime> {
  const packaged = javaExecutable(places.packaged, places.platform);
  if (await exists(packaged)) {
    await makeExecutable(packaged, places.platform);
    return { home: places.packaged, java: packaged };
  }
  const tooOld: string[] = [];
  for await (const candidate of candidates(places)) {
    const java = javaExecutable(candidate.home, places.platform);
    const version = (await isExecutable(java)) ? await readFeatureVersion(candidate.home) : undefined;
    if (version !== undefined && version >= minJavaVersion) {
      return { home: candidate.home, java };
    }
    if (places.setting !== '' && candidate.home === places.setting) {
      throw unsuitableSettingError(places, version);
    }
    if (version !== undefined && candidate.name !== undefined) {
      tooOld.push(`Java ${version} (${candidate.name})`);
    }
  }
  throw OpenLlmError.localizable(
    'config',
    tooOld.length === 0
      ? words.t('Open LLM requires Java {0} or later, but no Java was found.', minJavaVersion)
      : words.t('Open LLM requires Java {0} or later. Found: {1}.', minJavaVersion, tooOld.join(', ')),
    places.settingName === undefined
      ? words.t('Install it (https://adoptium.net), or set JAVA_HOME to its folder.')
      : words.t('Install it (https://adoptium.net), or specify its folder in the {0} setting.', places.settingName),
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
  yield* candidatesOnPath(places);
  for (const pattern of standardFolders(places)) {
    for (const home of await expandPattern(pattern)) {
      yield { home };
    }
  }
}

async function* candidatesOnPath({ env, platform, root = '' }: JavaPlaces): AsyncGenerator<Candidate> {
  for (const folder of (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter(Boolean)) {
    const java = join(folder, executableName(platform));
    // On macOS, this executable is a stub from Apple instead of a Java runtime. It opens a dialog that offers to
    // install Java.
    const isStub = platform === 'darwin' && folder === join(root, '/usr/bin');
    if (!isStub && (await isExecutable(java))) {
      // The executable is usually a symbolic link, such as `/usr/bin/java`. The `release` file is next to the `bin`
      // folder of the target.
      yield { name: 'java on the PATH', home: dirname(dirname(await realpath(java))) };
    }
  }
}

/**
 * Returns the folders in which installers and version managers install Java. A `*` matches the name of any single
 * folder.
 */
function standardFolders({ env, platform, root = '' }: JavaPlaces): string[] {
  const home = env['HOME'] ?? env['USERPROFILE'] ?? homedir();
  const managerFolders = [
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
        ...managerFolders,
      ];
    case 'win32': {
      const programFolders = [env['ProgramFiles'], env['LOCALAPPDATA'] && join(env['LOCALAPPDATA'], 'Programs')];
      const vendors = ['Eclipse Adoptium', 'Java', 'Microsoft', 'Zulu', 'Amazon Corretto', 'BellSoft', 'Semeru'];
      return [
        ...programFolders
          .filter((folder) => folder)
          .flatMap((folder) => vendors.map((vendor) => `${folder}/${vendor}/*`)),
        `${home}/scoop/apps/*/current`,
        ...managerFolders,
      ];
    }
    default:
      return [
        ...['usr/lib/jvm', 'usr/java', 'opt/java', 'opt'].map((folder) => `${root}/${folder}/*`),
        ...managerFolders,
      ];
  }
}

/**
 * Returns the folders that match the pattern, sorted by name in descending order, so the newest version usually comes
 * first.
 */
async function expandPattern(pattern: string): Promise<string[]> {
  const [prefix = '', suffix = ''] = pattern.split('*');
  try {
    const names = (await readdir(prefix)).sort((one, other) => other.localeCompare(one, 'en', { numeric: true }));
    return names.map((name) => `${prefix}${name}${suffix}`);
  } catch {
    return [];
  }
}

/**
 * Returns the feature version from the `release` file, which every JDK and JRE contains. Reading it is faster than
 * starting a JVM.
 */
async function readFeatureVersion(home: string): Promise<number | undefined> {
  try {
    const release = await readFile(join(home, 'release'), 'utf8');
    const version = /^JAVA_VERSION="?(\d+)(?:\.(\d+))?/m.exec(release);
    // Java 8 has the version number 1.8.
    const feature = version?.[1] === '1' ? version[2] : version?.[1];
    return feature === undefined ? undefined : Number(feature);
  } catch {
    return undefined;
  }
}

function unsuitableSettingError(places: JavaPlaces, version: number | undefined): OpenLlmError {
  const { settingName = '', setting } = places;
  return OpenLlmError.localizable(
    'config',
    version === undefined
      ? words.t('The {0} setting specifies {1}, but this folder does not contain Java.', settingName, setting)
      : words.t('The {0} setting specifies {1}, which contains Java {2}.', settingName, setting, version),
    words.t('Specify the folder of Java {0} or later, or clear the setting.', minJavaVersion),
  );
}

function javaExecutable(home: string, platform: NodeJS.Platform): string {
  return join(home, 'bin', executableName(platform));
}

function executableName(platform: NodeJS.Platform): string {
  return platform === 'win32' ? 'java.exe' : 'java';
}

/**
 * Makes the executable file of a packaged runtime executable. A tool that unpacked the package might have removed the
 * permission.
 */
async function makeExecutable(java: string, platform: NodeJS.Platform): Promise<void> {
  if (platform === 'win32' || (await isExecutable(java))) {
    return;
  }
  try {
    await chmod(java, 0o755);
    const spawnHelper = join(dirname(dirname(java)), 'lib', 'jspawnhelper');
    await chmod(spawnHelper, 0o755).catch(() => undefined); // the JVM starts processes with this executable
  } catch {
    throw OpenLlmError.localizable(
      'config',
      words.t('The Java runtime of Open LLM Provider ({0}) is not executable.', java),
      words.t('Make the file executable, or reinstall Open LLM Provider.'),
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
