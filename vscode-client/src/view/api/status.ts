import type { ListProvidersParams, ListProvidersResult, ServerStatus } from '@open-llm/client';

/** The requests of the Status page. */
export type StatusApi = {
  'server/state': { params: Record<string, never>; result: ServerCondition };
  /** Waits while the server starts. */
  'status/get': { params: Record<string, never>; result: ServerStatus };
  /** The display names of models and of who used them, by their IDs; absent where there is none. */
  'names/list': { params: { ids: readonly string[] }; result: Readonly<Record<string, string>> };
  'providers/list': { params: ListProvidersParams; result: ListProvidersResult };
  /** Copies versions, states and problems to the clipboard, without keys and credentials. */
  'diagnosis/copy': { params: Record<string, never>; result: null };
  /** Runs a command of the extension; `provider` is for those about one. */
  'command/run': { params: { command: StatusCommand; provider?: string }; result: null };
};

/** The commands that the page has buttons for, without the prefix `openLLM.`. */
export const statusCommands = ['doctor', 'restartServer', 'showLog', 'configure', 'setKey'] as const;
export type StatusCommand = (typeof statusCommands)[number];

/** The events for the page. */
export type StatusEvents = {
  /** Providers or their states changed: request them again. */
  changed: null;
  server: ServerCondition;
};

/** Whether the server runs, for the user. */
export interface ServerCondition {
  readonly kind: 'stopped' | 'starting' | 'ready' | 'waiting' | 'failed';
  readonly sentence: string;
}
