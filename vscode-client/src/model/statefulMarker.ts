import type { ProviderStatePart } from '@open-llm/client';
import { isRecord } from './parts.js';

/**
 * Provider state (signatures, encrypted reasoning) is passed through VS Code's chat history as a data part with this
 * MIME type, which VS Code stores with the assistant's message and returns in later requests.
 */
export const statefulMarkerMimeType = 'stateful_marker';

/**
 * VS Code's chat splits the marker at its backslash into model id and payload and drops what follows a second one, so
 * the payload is base64url, which has none.
 */
const separator = '\\';

type State = Omit<ProviderStatePart, 'type'>;

export function encodeStatefulMarker(modelId: string, states: readonly State[]): Uint8Array {
  const payload = Buffer.from(JSON.stringify(states), 'utf8').toString('base64url');
  return new TextEncoder().encode(modelId + separator + payload);
}

/** The states of a marker; none when another extension wrote it. */
export function decodeStatefulMarker(data: Uint8Array): ProviderStatePart[] {
  const payload = new TextDecoder().decode(data).split(separator).at(-1) ?? '';
  const states = parse(Buffer.from(payload, 'base64url').toString('utf8'));
  return Array.isArray(states)
    ? states.filter(isState).map(({ provider, model, data: state }) => ({
        type: 'provider_state',
        provider,
        model,
        data: state,
      }))
    : [];
}

function isState(value: unknown): value is State & { provider: string; model: string } {
  return isRecord(value) && typeof value['provider'] === 'string' && typeof value['model'] === 'string';
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
