import type { ListProvidersParams, ListProvidersResult, ServerStatus } from '@open-llm/client';

/** What the page of states may ask. */
export type StatusApi = {
  'server/state': { params: Record<string, never>; result: ServerCondition };
  /** Waits while the server starts. */
  'status/get': { params: Record<string, never>; result: ServerStatus };
  'providers/list': { params: ListProvidersParams; result: ListProvidersResult };
  /** Puts versions, states and problems onto the clipboard, without keys and credentials. */
  'diagnosis/copy': { params: Record<string, never>; result: null };
  /** Runs a command of the extension; `provider` is for those that are about one. */
  'command/run': { params: { command: StatusCommand; provider?: string }; result: null };
};

/** The commands the page has buttons for, without the `openLLM.` in front. */
export const statusCommands = ['doctor', 'restartServer', 'showLog', 'configure', 'setKey'] as const;
export type StatusCommand = (typeof statusCommands)[number];

/** What the page is told unasked. */
export type StatusEvents = {
  /** Providers changed or their states: ask again. */
  changed: null;
  server: ServerCondition;
};

/** Whether the server runs, for the user. */
export interface ServerCondition {
  readonly kind: 'stopped' | 'starting' | 'ready' | 'waiting' | 'failed';
  readonly sentence: string;
}
