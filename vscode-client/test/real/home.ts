import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A home folder for the processes of a test, so they do not read or write files of the user who runs the test. */
export class Home {
  private constructor(readonly folder: string) {}

  static async create(): Promise<Home> {
    const home = new Home(await mkdtemp(join(tmpdir(), 'open-llm-vscode-')));
    await home.clear();
    return home;
  }

  inside(...path: string[]): string {
    return join(this.folder, ...path);
  }

  /** The folder of the user's Open LLM configuration: `config.yaml`, `.env`, and approvals. */
  get config(): string {
    return this.inside('.config/openllm');
  }

  /**
   * Returns all environment variables that refer to a folder of the user. A process receives no other variables of this
   * kind.
   */
  environment(): NodeJS.ProcessEnv {
    return {
      HOME: this.folder,
      XDG_CONFIG_HOME: this.inside('.config'),
      XDG_DATA_HOME: this.inside('.local/share'),
      XDG_STATE_HOME: this.inside('.local/state'),
      XDG_CACHE_HOME: this.inside('.cache'),
      XDG_RUNTIME_DIR: this.inside('run'),
      TMPDIR: this.inside('tmp'),
    };
  }

  /** Deletes everything that programs have stored in this folder. */
  async clear(): Promise<void> {
    for (const name of ['.config', '.local', '.cache']) {
      await rm(this.inside(name), { recursive: true, force: true, maxRetries: 5 });
    }
    for (const name of ['.config', 'run', 'tmp']) {
      await mkdir(this.inside(name), { recursive: true, mode: 0o700 });
    }
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * Returns the paths in which a process looks for user data, according to its environment. Returns an empty array if the
 * process has ended.
 */
export async function userDataPathsOf(processId: number): Promise<string[]> {
  const environment = await readFile(`/proc/${processId}/environ`, 'utf8').catch(() => '');
  return environment
    .split('\0')
    .filter((entry) => /^(HOME|TMPDIR|XDG_\w+|OPENLLM_\w+)=/.test(entry))
    .map((entry) => entry.slice(entry.indexOf('=') + 1));
}
