/**
 * The kinds of parts in a VS Code message. Parts arrive as instances of VS Code's classes or, inside tool results, as
 * plain marshalled objects with a `$mid`, so they are distinguished by their shape and this file does not need
 * `vscode`.
 */
export type ReadPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'thinking'; readonly text: string }
  | { readonly kind: 'toolCall'; readonly callId: string; readonly name: string; readonly input: object }
  | {
      readonly kind: 'toolResult';
      readonly callId: string;
      readonly content: readonly unknown[];
      readonly isError: boolean;
    }
  | { readonly kind: 'data'; readonly mimeType: string; readonly data: Uint8Array }
  | { readonly kind: 'promptTsx'; readonly value: unknown }
  | { readonly kind: 'unknown' };

/** VS Code's number for a marshalled reasoning part (`MarshalledId.LanguageModelThinkingPart` in its source). */
const thinkingMarshalledId = 22;

const unknownPart: ReadPart = { kind: 'unknown' };

export function readPart(part: unknown): ReadPart {
  if (!isRecord(part)) {
    return typeof part === 'string' ? { kind: 'text', text: part } : unknownPart;
  }
  if (typeof part['callId'] === 'string') {
    return readToolPart(part, part['callId']);
  }
  if (typeof part['mimeType'] === 'string') {
    const data = readBytes(part['data']);
    return data ? { kind: 'data', mimeType: part['mimeType'], data } : unknownPart;
  }
  if ('value' in part) {
    return readValuePart(part, part['value']);
  }
  return unknownPart;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readToolPart(part: Record<string, unknown>, callId: string): ReadPart {
  if (typeof part['name'] === 'string') {
    const input = isRecord(part['input']) ? part['input'] : {};
    return { kind: 'toolCall', callId, name: part['name'], input };
  }
  if (Array.isArray(part['content'])) {
    return { kind: 'toolResult', callId, content: part['content'], isError: part['isError'] === true };
  }
  return unknownPart;
}

function readValuePart(part: Record<string, unknown>, value: unknown): ReadPart {
  // A reasoning part has `metadata` even if it is undefined; its text may arrive in chunks.
  if (part['$mid'] === thinkingMarshalledId || 'metadata' in part || isTexts(value)) {
    return { kind: 'thinking', text: isTexts(value) ? value.join('') : typeof value === 'string' ? value : '' };
  }
  return typeof value === 'string' ? { kind: 'text', text: value } : { kind: 'promptTsx', value };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** Bytes as such, in base64 (a marshalled part), or as Node writes a Buffer into JSON. */
function readBytes(data: unknown): Uint8Array | undefined {
  if (data instanceof Uint8Array) {
    return data;
  }
  if (typeof data === 'string') {
    return Buffer.from(data, 'base64');
  }
  if (isRecord(data) && Array.isArray(data['data'])) {
    return Uint8Array.from(data['data'] as number[]);
  }
  return undefined;
}
