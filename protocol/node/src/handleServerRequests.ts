import { ResponseError, type CancellationToken, type MessageConnection } from 'vscode-jsonrpc/node';
import type { OpenLlmClient } from './client.js';
import { OpenLlmError } from './error.js';
import type { ClientNotifications, ClientRequests } from './protocol.js';

/** The error code of every failure that has details in its data, as defined by the server. */
const requestFailed = -32000;

/** Handles requests from the server to a client and passes on notifications. */
export function handleServerRequests(rpc: MessageConnection, client: OpenLlmClient): void {
  const { secretStorage, tools } = client;
  if (secretStorage) {
    onRequest(rpc, 'secretStorage/get', async ({ key }) => {
      const value = await secretStorage.get(key);
      return value === undefined ? { key } : { key, value };
    });
    onRequest(rpc, 'secretStorage/set', async ({ key, value }) => {
      await secretStorage.set(key, value || undefined);
      return {};
    });
  }
  // The method is bound because the client can be an instance of a class.
  const authToken = client.authToken?.bind(client);
  const confirmHost = client.confirmHost?.bind(client);
  const confirmTrust = client.confirmTrust?.bind(client);
  const askConsent = client.askConsent?.bind(client);
  const askPermission = client.askPermission?.bind(client);
  const updateSettings = client.updateSettings?.bind(client);
  if (confirmHost) {
    onRequest(rpc, 'secrets/confirmHost', async (params) => ({ agreed: await confirmHost(params) }));
  }
  if (confirmTrust) {
    onRequest(rpc, 'workspace/confirmTrust', async (params) => ({ agreed: await confirmTrust(params) }));
  }
  if (askConsent) {
    onRequest(rpc, 'consent/ask', async (params) => {
      const answer = await askConsent(params);
      return answer === undefined ? {} : { answer };
    });
  }
  if (askPermission) {
    onRequest(rpc, 'consent/askPermission', async (params) => {
      const allowed = await askPermission(params);
      return allowed === undefined ? {} : { allowed };
    });
  }
  if (tools) {
    onRequest(rpc, 'tools/list', async () => ({ tools: [...(await tools.list())] }));
    onRequest(rpc, 'tools/call', async (params, signal) => tools.call(params, signal));
  }
  if (updateSettings) {
    onRequest(rpc, 'settings/update', async (params) => {
      await updateSettings(params);
      return {};
    });
  }
  if (authToken) {
    onRequest(rpc, 'auth/token', async (params) => {
      const token = await authToken(params);
      return token === undefined ? {} : { token };
    });
  }
  onNotification(rpc, 'models/didChange', () => client.modelsChanged?.());
  onNotification(rpc, 'status/didChange', (status) => client.statusChanged?.(status));
  onNotification(rpc, 'config/problems', ({ problems }) => client.problemsChanged?.(problems));
  onNotification(rpc, 'log', (line) => client.log?.(line));
}

function onRequest<M extends keyof ClientRequests>(
  rpc: MessageConnection,
  method: M,
  answer: (params: ClientRequests[M]['params'], signal: AbortSignal) => Promise<ClientRequests[M]['result']>,
): void {
  rpc.onRequest(method, async (...args: unknown[]) => {
    // If a request has no parameters, the token is the only argument.
    const token = args.at(-1) as CancellationToken;
    const cancellation = new AbortController();
    const subscription = token.onCancellationRequested(() => cancellation.abort());
    try {
      return await answer(args[0] as ClientRequests[M]['params'], cancellation.signal);
    } catch (failure) {
      throw failure instanceof OpenLlmError ? new ResponseError(requestFailed, failure.message, failure.info) : failure;
    } finally {
      subscription.dispose();
    }
  });
}

function onNotification<M extends keyof ClientNotifications>(
  rpc: MessageConnection,
  method: M,
  listener: (params: ClientNotifications[M]) => void,
): void {
  rpc.onNotification(method, listener);
}
