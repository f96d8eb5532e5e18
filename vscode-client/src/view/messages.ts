import type { ErrorInfo } from '@open-llm/client';

/**
 * The requests from a page to its host, by method name. Each page has its own table in `api/`, against which both the
 * page and its host are type-checked.
 */
export type Api = Record<string, { params: unknown; result: unknown; progress?: unknown }>;

/** The events that a host sends to its page, by name. */
export type Events = Record<string, unknown>;

/** A message from a page to its host. */
export type MessageToHost =
  /** The page was loaded, which happens each time its tab is shown again. Earlier requests are abandoned. */
  | { readonly kind: 'opened' }
  | { readonly kind: 'request'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly kind: 'cancel'; readonly id: number };

/** A message from a host to its page. */
export type MessageToPage =
  | { readonly kind: 'result'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly error: ErrorInfo }
  | { readonly kind: 'progress'; readonly id: number; readonly values: readonly unknown[] }
  | { readonly kind: 'event'; readonly name: string; readonly value: unknown };

/** Reads a message from a page. Returns undefined for anything else. */
export function parseMessageToHost(message: unknown): MessageToHost | undefined {
  if (!isObject(message)) {
    return undefined;
  }
  if (message['kind'] === 'opened') {
    return { kind: 'opened' };
  }
  if (typeof message['id'] !== 'number') {
    return undefined;
  }
  if (message['kind'] === 'cancel') {
    return { kind: 'cancel', id: message['id'] };
  }
  if (message['kind'] === 'request' && typeof message['method'] === 'string') {
    return { kind: 'request', id: message['id'], method: message['method'], params: message['params'] };
  }
  return undefined;
}

/** Reads a message from the host. Returns undefined for anything else. */
export function parseMessageToPage(message: unknown): MessageToPage | undefined {
  if (!isObject(message)) {
    return undefined;
  }
  const { kind, id, name } = message;
  if (kind === 'event' && typeof name === 'string') {
    return { kind, name, value: message['value'] };
  }
  if (typeof id !== 'number') {
    return undefined;
  }
  switch (kind) {
    case 'result':
      return { kind, id, result: message['result'] };
    case 'failure':
      return isError(message['error']) ? { kind, id, error: message['error'] } : undefined;
    case 'progress':
      return Array.isArray(message['values']) ? { kind, id, values: message['values'] } : undefined;
    default:
      return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isError(value: unknown): value is ErrorInfo {
  return isObject(value) && typeof value['kind'] === 'string' && typeof value['message'] === 'string';
}
