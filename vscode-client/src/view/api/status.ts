import type { ListProvidersParams, ListProvidersResult, ServerStatus } from '@open-llm/client';

/** The requests of the Status page. */
export type StatusApi = {
  'server/state': { params: Record<string, never>; result: ServerStateSummary };
  /** Returns the status. Waits while the server is starting. */
  'status/get': { params: Record<string, never>; result: ServerStatus };
  /** Returns the display names of models and consumers by their IDs. IDs without a display name are omitted. */
  'names/list': { params: { ids: readonly string[] }; result: Readonly<Record<string, string>> };
  'providers/list': { params: ListProvidersParams; result: ListProvidersResult };
  /** Copies versions, states, and problems to the clipboard, without API keys and other credentials. */
  'diagnosis/copy': { params: Record<string, never>; result: null };
  /** Runs a command of the extension. `provider` is specified for commands about one provider. */
  'command/run': { params: { command: StatusCommand; provider?: string }; result: null };
};

/** The commands for which the page has buttons, without the prefix `openLLM.`. */
export const statusCommands = ['doctor', 'restartServer', 'showLog', 'configure', 'setKey'] as const;
export type StatusCommand = (typeof statusCommands)[number];

/** The events that are sent to the page. */
export type StatusEvents = {
  /** The providers or their states have changed; the page must request them again. */
  changed: null;
  server: ServerStateSummary;
};

/** The state of the server, as shown to the user. */
export interface ServerStateSummary {
  readonly kind: 'stopped' | 'starting' | 'ready' | 'waiting' | 'failed';
  readonly sentence: string;
}
