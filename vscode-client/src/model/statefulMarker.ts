import type { ProviderStatePart } from '@open-llm/client';
import { isRecord } from './parts.js';

/**
 * The MIME type of the data part that carries provider state (signatures and encrypted reasoning) through the chat
 * history of VS Code. VS Code stores the part with the assistant message and returns it in later requests.
 */
export const statefulMarkerMimeType = 'stateful_marker';

/**
 * The VS Code chat splits the marker at the backslash into model ID and payload, and drops everything after a second
 * backslash. Therefore, the payload is base64url, which contains no backslash.
 */
const separator = '\\';

type State = Omit<ProviderStatePart, 'type'>;

export function encodeStatefulMarker(modelId: string, states: readonly State[]): Uint8Array {
  const payload = Buffer.from(JSON.stringify(states), 'utf8').toString('base64url');
  return new TextEncoder().encode(modelId + separator + payload);
}

/** Returns the provider states in a marker, or none if another extension wrote the marker. */
export function decodeStatefulMarker(data: Uint8Array): ProviderStatePart[] {
  const payload = new TextDecoder().decode(data).split(separator).at(-1) ?? '';
  const states = parseJson(Buffer.from(payload, 'base64url').toString('utf8'));
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

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
