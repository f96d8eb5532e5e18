import type { PlayModel, Prompt, PromptImage, Run, RunEvent, RunSummary } from '../../playground/run.js';

/** The requests of the playground page. The host manages the runs, so they continue while the page is hidden. */
export type PlaygroundApi = {
  'models/list': { params: Record<string, never>; result: readonly PlayModel[] };
  /** Returns the VS Code tools. */
  'tools/list': { params: Record<string, never>; result: readonly ToolSummary[] };
  /** Lets the user choose images. Files that are not images or are too large are omitted and returned in `refused`. */
  'images/pick': {
    params: Record<string, never>;
    result: { images: readonly PromptImage[]; refused: readonly string[] };
  };
  /**
   * Sends the prompt to all models in parallel. Follow the run to receive its events. The page generates the run ID and
   * saves it before this request, because it might be hidden before the reply arrives and must be able to find its run
   * again.
   */
  'run/start': { params: { id: string; prompt: Prompt; models: readonly PlayModel[] }; result: Run };
  /** Reports the current state of the run, and then all its events. Resolves when the run ends. */
  'run/watch': { params: { id: string }; progress: RunProgress; result: null };
  /** Sends the prompt to the model of one column again. */
  'run/again': { params: { id: string; index: number }; result: null };
  /** Cancels one column or, if no index is specified, all columns. */
  'run/stop': { params: { id: string; index?: number }; result: null };
  /** Returns the saved runs, newest first. */
  'runs/list': { params: Record<string, never>; result: readonly RunSummary[] };
  'runs/delete': { params: { id: string }; result: null };
  /** Opens a run as a document that can be saved. */
  'run/export': { params: { id: string; format: ExportFormat }; result: null };
  'code/copy': { params: { code: string }; result: null };
  /** Opens a link in a response. */
  'link/open': { params: { href: string }; result: null };
  /** Opens the Providers and Models page. */
  'configure/open': { params: Record<string, never>; result: null };
};

export type ExportFormat = 'json' | 'markdown';

export type RunProgress = { readonly run: Run } | RunEvent;

export interface ToolSummary {
  readonly name: string;
  readonly description: string;
}

/** The events that are sent to the page. */
export type PlaygroundEvents = {
  /** The models or tools have changed; the page must request them again. */
  changed: null;
};
