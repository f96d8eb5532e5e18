import type { ErrorInfo, ProviderInfo } from '@open-llm/client';
import type { ConnectionState, ConnectionStatus, ProviderConnection } from '@open-llm/client/vscode';
import { echoProvider } from '../model/echo.js';
import type { ServerState } from '../server/supervisedServer.js';

/** Strings that depend on the display language. */
export interface StatusStrings {
  /** Translates a message and replaces its placeholders `{0}`, `{1}`, and so on. */
  readonly t: (message: string, ...args: (string | number)[]) => string;
  /** Returns one sentence that describes the state of the server. */
  server(state: ServerState): string;
}

/** Returns the overall state of Open LLM for other extensions. */
export function connectionStatus(
  server: ServerState,
  allProviders: readonly ProviderInfo[],
  words: StatusStrings,
): ConnectionStatus {
  const activeProviders = allProviders.filter(({ status }) => status.state !== 'disabled' && status.state !== 'known');
  if (server.kind !== 'ready') {
    return unavailableStatus(server, activeProviders, words);
  }
  const providers = activeProviders.map(toProviderConnection);
  // The built-in model always responds, so it is ignored.
  const external = providers.filter(({ name }) => name !== echoProvider);
  const counted = external.length > 0 ? external : providers;
  const ready = counted.filter(({ state }) => state === 'ready').length;
  // The provider list of a running server contains the built-in provider, even if it is disabled.
  const message =
    allProviders.length === 0
      ? words.t('Waiting for the providers to respond…')
      : words.t('{0} of {1} providers are ready.', ready, counted.length);
  return { state: aggregateState(allProviders.length > 0, counted), message, providers };
}

function aggregateState(hasList: boolean, providers: readonly ProviderConnection[]): ConnectionState {
  if (providers.some(({ state }) => state === 'ready')) {
    return 'ready';
  }
  return !hasList || providers.some(({ state }) => state === 'loading') ? 'loading' : 'error';
}

/** Returns the connection status for a server that is not running. No model is available in this state. */
function unavailableStatus(
  server: Exclude<ServerState, { kind: 'ready' }>,
  activeProviders: readonly ProviderInfo[],
  words: StatusStrings,
): ConnectionStatus {
  const state: ConnectionState = server.kind === 'starting' || server.kind === 'waiting' ? 'loading' : 'error';
  const message = words.server(server);
  const error: ErrorInfo = server.kind === 'failed' ? server.error.info : { kind: 'internal', message };
  const providers = activeProviders.map(({ name, displayName }) => ({
    name,
    displayName,
    state,
    message,
    ...(state === 'error' ? { error } : {}),
  }));
  return { state, message, providers };
}

function toProviderConnection({ name, displayName, status }: ProviderInfo): ProviderConnection {
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
