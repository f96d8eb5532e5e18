import { access, constants, readFile, realpath } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { OpenLlmError } from '@open-llm/client';

/** The least Java that runs the server. */
export const leastJavaVersion = 25;

export interface JavaRuntime {
  /** The `java` executable. */
  readonly java: string;
  /** Whether it came with the extension, so that there may be an AOT cache for it. */
  readonly packaged: boolean;
}

export interface JavaPlaces {
  /** The runtime inside the extension; not there in the universal package. */
  readonly packaged: string;
  /** The setting `openLLM.java.home`; empty when not set. */
  readonly setting: string;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
}

interface Candidate {
  /** For a person, in an error. */
  readonly name: string;
  readonly home: string;
}

/**
 * The first Java that is there and new enough: the packaged runtime, then the setting, `JAVA_HOME` and the PATH. A
 * setting that leads nowhere is an error rather than passed over.
 */
export async function findJavaRuntime(places: JavaPlaces): Promise<JavaRuntime> {
  const packaged = javaIn(places.packaged, places.platform);
  if (await isExecutable(packaged)) {
    return { java: packaged, packaged: true };
  }
  const tooOld: string[] = [];
  for (const candidate of await candidates(places)) {
    const java = javaIn(candidate.home, places.platform);
    const version = (await isExecutable(java)) ? await versionOf(candidate.home) : undefined;
    if (version !== undefined && version >= leastJavaVersion) {
      return { java, packaged: false };
    }
    if (candidate.home === places.setting) {
      throw settingDoesNotFit(places.setting, version);
    }
    if (version !== undefined) {
      tooOld.push(`${candidate.name} is Java ${version}`);
    }
  }
  throw OpenLlmError.of(
    'config',
    `Open LLM needs Java ${leastJavaVersion} or newer and found none${tooOld.length > 0 ? ` (${tooOld.join(', ')})` : ''}.`,
    'Install one (https://adoptium.net), or name its folder in the setting openLLM.java.home.',
  );
}

async function candidates({ setting, env, platform }: JavaPlaces): Promise<Candidate[]> {
  const found: Candidate[] = [];
  if (setting !== '') {
    found.push({ name: 'openLLM.java.home', home: setting });
  }
  if (env['JAVA_HOME']) {
    found.push({ name: 'JAVA_HOME', home: env['JAVA_HOME'] });
  }
  for (const folder of (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter(Boolean)) {
    const java = join(folder, executable(platform));
    if (await isExecutable(java)) {
      // Mostly a link, as /usr/bin/java is: the release file lies beside what it leads to.
      found.push({ name: 'java on the PATH', home: dirname(dirname(await realpath(java))) });
      break;
    }
  }
  return found;
}

/** The feature version, from the `release` file every JDK and JRE has: quicker than starting a JVM. */
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

function settingDoesNotFit(home: string, version: number | undefined): OpenLlmError {
  return OpenLlmError.of(
    'config',
    version === undefined
      ? `The setting openLLM.java.home names ${home}, where there is no Java.`
      : `The setting openLLM.java.home names ${home}, which is Java ${version}.`,
    `Name the folder of a Java ${leastJavaVersion} or newer, or empty the setting.`,
  );
}

function javaIn(home: string, platform: NodeJS.Platform): string {
  return join(home, 'bin', executable(platform));
}

function executable(platform: NodeJS.Platform): string {
  return platform === 'win32' ? 'java.exe' : 'java';
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
