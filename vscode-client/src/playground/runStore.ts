import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord } from '../model/parts.js';
import { replaceFile } from '../replaceFile.js';
import { summarize, type Run, type RunSummary } from './run.js';

/** The maximum number of saved runs. When it is exceeded, the oldest runs are deleted. */
const defaultMaxRuns = 100;

/** Saves each run as a file in a folder that several windows can share. */
export class RunStore {
  readonly #folder: string;
  readonly #maxRuns: number;
  /** A cache of summaries by run ID. It needs no updates because the title of a run never changes. */
  readonly #summaries = new Map<string, RunSummary>();

  constructor(folder: string, maxRuns = defaultMaxRuns) {
    this.#folder = folder;
    this.#maxRuns = maxRuns;
  }

  /** Returns the summaries of all runs, newest first. */
  async list(): Promise<RunSummary[]> {
    const ids = (await this.#ids()).reverse();
    const found = await Promise.all(ids.map((id) => this.#readSummary(id)));
    return found.filter((summary) => summary !== undefined);
  }

  /** Reads a run. Returns undefined if it no longer exists. */
  async read(id: string): Promise<Run | undefined> {
    try {
      const run: unknown = JSON.parse(await readFile(this.#file(id), 'utf8'));
      return isRun(run) ? run : undefined;
    } catch {
      return undefined; // deleted, or truncated because the disk was full
    }
  }

  /** Saves a run. The previous state of the run is replaced. */
  async write(run: Run): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const file = this.#file(run.id);
    await writeFile(`${file}.new`, JSON.stringify(run), { mode: 0o600 });
    await replaceFile(`${file}.new`, file);
    const expired = (await this.#ids()).slice(0, -this.#maxRuns);
    await Promise.all(expired.map((id) => this.delete(id)));
  }

  async delete(id: string): Promise<void> {
    await rm(this.#file(id), { force: true });
  }

  /** Returns the run IDs, oldest first. */
  async #ids(): Promise<string[]> {
    const files = await readdir(this.#folder).catch(() => []);
    return files
      .filter((file) => file.endsWith('.json'))
      .map((file) => file.slice(0, -'.json'.length))
      .sort();
  }

  async #readSummary(id: string): Promise<RunSummary | undefined> {
    const cached = this.#summaries.get(id);
    if (cached) {
      return cached;
    }
    const run = await this.read(id);
    const summary = run && summarize(run);
    if (summary) {
      this.#summaries.set(id, summary);
    }
    return summary;
  }

  #file(id: string): string {
    if (!/^[\w-]+$/.test(id)) {
      throw new Error(`"${id}" is not a valid run ID.`);
    }
    return join(this.#folder, `${id}.json`);
  }
}

function isRun(value: unknown): value is Run {
  return (
    isRecord(value) && typeof value['id'] === 'string' && isRecord(value['prompt']) && Array.isArray(value['columns'])
  );
}
