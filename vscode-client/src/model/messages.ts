import type { Message, Part, Role } from '@open-llm/client';
import type { LanguageModelChatRequestMessage } from 'vscode';
import { withoutNotices } from './noticeThinking.js';
import { readPart, type ReadPart } from './parts.js';
import { promptTsxText } from './promptTsx.js';
import { decodeStatefulMarker, statefulMarkerMimeType } from './statefulMarker.js';

/**
 * The roles by `LanguageModelChatMessageRole`, and the system role, which the VS Code chat sends although the stable
 * API does not define it.
 */
const roles: Readonly<Record<number, Role>> = { 1: 'user', 2: 'assistant', 3: 'system' };

/** MIME types of data parts that the VS Code chat uses internally. The parts are not content. */
const controlMimeTypes: ReadonlySet<string> = new Set([
  'cache_control',
  'thinking',
  'context_management',
  'phase_data',
  'usage',
]);

type MessageContent = Pick<LanguageModelChatRequestMessage, 'role' | 'content'>;

/** Converts VS Code messages to protocol messages. */
export function toMessages(messages: readonly MessageContent[]): Message[] {
  return messages.map(toMessage);
}

export function toMessage(message: MessageContent): Message {
  return { role: roles[message.role] ?? 'user', parts: message.content.flatMap((part) => toParts(readPart(part))) };
}

/** Converts a VS Code part to protocol parts. Returns an empty array if the part is not content. */
export function toParts(part: ReadPart): Part[] {
  switch (part.kind) {
    case 'text':
      return part.text === '' ? [] : [{ type: 'text', text: part.text }];
    case 'thinking': {
      const text = withoutNotices(part.text);
      // An empty reasoning part only marks the end of the reasoning.
      return text === '' ? [] : [{ type: 'reasoning', text }];
    }
    case 'toolCall':
      return [{ type: 'tool_call', id: part.callId, name: part.name, arguments: { ...part.input } }];
    case 'toolResult':
      return [
        {
          type: 'tool_result',
          callId: part.callId,
          content: part.content.flatMap((item) => toParts(readPart(item))),
          isError: part.isError,
        },
      ];
    case 'data':
      return dataParts(part.mimeType, part.data);
    case 'promptTsx':
      return [{ type: 'text', text: promptTsxText(part.value) }];
    case 'unknown':
      return [];
  }
}

function dataParts(mimeType: string, data: Uint8Array): Part[] {
  if (mimeType === statefulMarkerMimeType) {
    return decodeStatefulMarker(data);
  }
  if (controlMimeTypes.has(mimeType)) {
    return [];
  }
  if (mimeType.startsWith('image/')) {
    return [{ type: 'image', mimeType, data: toBase64(data) }];
  }
  if (mimeType.startsWith('text/') || mimeType.endsWith('json')) {
    const text = new TextDecoder().decode(data);
    return text === '' ? [] : [{ type: 'text', text }];
  }
  return [{ type: 'file', mimeType, data: toBase64(data) }];
}

function toBase64(data: Uint8Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');
}
