import type { PlayModel, Prompt, PromptImage, Run, RunEvent, RunSummary } from '../../playground/run.js';

/** What the playground may ask. Runs live in the host: they continue while the page is not seen. */
export type PlaygroundApi = {
  'models/list': { params: Record<string, never>; result: readonly PlayModel[] };
  /** The tools VS Code has. */
  'tools/list': { params: Record<string, never>; result: readonly OfferedTool[] };
  /** Has the user choose images; those chosen that are none, or too big, are left out and named in `refused`. */
  'images/pick': {
    params: Record<string, never>;
    result: { images: readonly PromptImage[]; refused: readonly string[] };
  };
  /**
   * Asks all models at once. Watch the run to see what becomes of it. The page names the run and saves the name before
   * it asks: it may be hidden before the reply arrives, and must find its run again.
   */
  'run/start': { params: { id: string; prompt: Prompt; models: readonly PlayModel[] }; result: Run };
  /** The run as it is, then all that happens in it; the result comes when it is over. */
  'run/watch': { params: { id: string }; progress: RunWatched; result: null };
  /** Asks the model of one column again. */
  'run/again': { params: { id: string; index: number }; result: null };
  /** Stops one column, or all. */
  'run/stop': { params: { id: string; index?: number }; result: null };
  /** The kept runs, newest first. */
  'runs/list': { params: Record<string, never>; result: readonly RunSummary[] };
  'runs/delete': { params: { id: string }; result: null };
  /** Opens a run as a document that can be saved. */
  'run/export': { params: { id: string; format: ExportFormat }; result: null };
  'code/copy': { params: { code: string }; result: null };
  /** Opens a link of an answer. */
  'link/open': { params: { href: string }; result: null };
  /** Opens the page of providers and models. */
  'configure/open': { params: Record<string, never>; result: null };
};

export type ExportFormat = 'json' | 'markdown';

export type RunWatched = { readonly run: Run } | RunEvent;

export interface OfferedTool {
  readonly name: string;
  readonly description: string;
}

/** What the page is told unasked. */
export type PlaygroundEvents = {
  /** Models or tools came or went: ask again. */
  changed: null;
};
