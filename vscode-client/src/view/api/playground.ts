import type { PlayModel, Prompt, PromptImage, Run, RunEvent, RunSummary } from '../../playground/run.js';

/** The requests of the playground. Runs live in the host: they continue while the page is hidden. */
export type PlaygroundApi = {
  'models/list': { params: Record<string, never>; result: readonly PlayModel[] };
  /** VS Code's tools. */
  'tools/list': { params: Record<string, never>; result: readonly OfferedTool[] };
  /** Lets the user choose images; files that are not images, or too big, are left out and named in `refused`. */
  'images/pick': {
    params: Record<string, never>;
    result: { images: readonly PromptImage[]; refused: readonly string[] };
  };
  /**
   * Starts all models in parallel. Follow the run to receive its events. The page names the run and saves the name
   * before the request: it may be hidden before the reply arrives, and must find its run again.
   */
  'run/start': { params: { id: string; prompt: Prompt; models: readonly PlayModel[] }; result: Run };
  /** The current run, then all its events; the result arrives when it ends. */
  'run/watch': { params: { id: string }; progress: RunWatched; result: null };
  /** Sends the prompt to the model of one column again. */
  'run/again': { params: { id: string; index: number }; result: null };
  /** Cancels one column, or all. */
  'run/stop': { params: { id: string; index?: number }; result: null };
  /** The saved runs, newest first. */
  'runs/list': { params: Record<string, never>; result: readonly RunSummary[] };
  'runs/delete': { params: { id: string }; result: null };
  /** Opens a run as a document that can be saved. */
  'run/export': { params: { id: string; format: ExportFormat }; result: null };
  'code/copy': { params: { code: string }; result: null };
  /** Opens a link of a response. */
  'link/open': { params: { href: string }; result: null };
  /** Opens the Providers and Models page. */
  'configure/open': { params: Record<string, never>; result: null };
};

export type ExportFormat = 'json' | 'markdown';

export type RunWatched = { readonly run: Run } | RunEvent;

export interface OfferedTool {
  readonly name: string;
  readonly description: string;
}

/** The events for the page. */
export type PlaygroundEvents = {
  /** Models or tools changed: request them again. */
  changed: null;
};
