/**
 * The kinds of parts in a VS Code message. Parts are received as instances of VS Code classes or, inside tool results,
 * as plain marshalled objects with a `$mid` property. Therefore, they are distinguished by their shape, and this file
 * does not import `vscode`.
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

/**
 * The VS Code identifier for a marshalled reasoning part (`MarshalledId.LanguageModelThinkingPart` in the VS Code
 * source code).
 */
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
  // A reasoning part has the property `metadata`, even if its value is undefined. Its text can be an array of chunks.
  if (part['$mid'] === thinkingMarshalledId || 'metadata' in part || isStringArray(value)) {
    return { kind: 'thinking', text: isStringArray(value) ? value.join('') : typeof value === 'string' ? value : '' };
  }
  return typeof value === 'string' ? { kind: 'text', text: value } : { kind: 'promptTsx', value };
}

function isStringArray(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/**
 * Reads bytes that are given as an array, in base64 (in a marshalled part), or in the JSON form of a Node.js `Buffer`.
 */
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
