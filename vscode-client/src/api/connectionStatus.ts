import type { ErrorInfo, ProviderInfo } from '@open-llm/client';
import type { ConnectionState, ConnectionStatus, ProviderConnection } from '@open-llm/client/vscode';
import { echoProvider } from '../model/echo.js';
import type { ServerState } from '../server/supervisedServer.js';

/** Strings that depend on the display language. */
export interface StatusWords {
  /** Translates a message and replaces its placeholders `{0}`, `{1}`, and so on. */
  readonly t: (message: string, ...args: (string | number)[]) => string;
  /** Returns one sentence that describes the state of the server. */
  server(state: ServerState): string;
}

/** Returns the overall state of Open LLM for other extensions. */
export function connectionStatus(
  server: ServerState,
  listed: readonly ProviderInfo[],
  words: StatusWords,
): ConnectionStatus {
  const used = listed.filter(({ status }) => status.state !== 'disabled' && status.state !== 'known');
  if (server.kind !== 'ready') {
    return withServerAway(server, used, words);
  }
  const providers = used.map(connectionOf);
  // The built-in model always responds, so it is ignored.
  const real = providers.filter(({ name }) => name !== echoProvider);
  const judged = real.length > 0 ? real : providers;
  const ready = judged.filter(({ state }) => state === 'ready').length;
  // The provider list of a running server contains the built-in provider, even if it is disabled.
  const message =
    listed.length === 0
      ? words.t('Waiting for the providers to respond…')
      : words.t('{0} of {1} providers are ready.', ready, judged.length);
  return { state: stateOf(listed.length > 0, judged), message, providers };
}

function stateOf(heard: boolean, providers: readonly ProviderConnection[]): ConnectionState {
  if (providers.some(({ state }) => state === 'ready')) {
    return 'ready';
  }
  return !heard || providers.some(({ state }) => state === 'loading') ? 'loading' : 'error';
}

/** Returns the connection status for a server that is not running. No model is available in this state. */
function withServerAway(
  server: Exclude<ServerState, { kind: 'ready' }>,
  used: readonly ProviderInfo[],
  words: StatusWords,
): ConnectionStatus {
  const state: ConnectionState = server.kind === 'starting' || server.kind === 'waiting' ? 'loading' : 'error';
  const message = words.server(server);
  const error: ErrorInfo = server.kind === 'failed' ? server.error.info : { kind: 'internal', message };
  const providers = used.map(({ name, displayName }) => ({
    name,
    displayName,
    state,
    message,
    ...(state === 'error' ? { error } : {}),
  }));
  return { state, message, providers };
}

function connectionOf({ name, displayName, status }: ProviderInfo): ProviderConnection {
  const { state, message } = status;
  switch (state) {
    case 'ready':
    case 'loading':
      return { name, displayName, state, message };
    case 'no_key':
      return { name, displayName, state: 'error', message, error: status.error ?? { kind: 'auth', message } };
    default:
      return { name, displayName, state: 'error', message, error: status.error ?? { kind: 'internal', message } };
  }
}
