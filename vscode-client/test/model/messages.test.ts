import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Message } from '@open-llm/client';
import { toMessages } from '../../src/model/messages.js';
import { encodeStatefulMarker } from '../../src/model/statefulMarker.js';
import { bytes, DataPart, PromptTsxPart, TextPart, ThinkingPart, ToolCallPart, ToolResultPart } from './vscodeParts.js';

const user = 1;
const assistant = 2;
const system = 3;

describe('messages from VS Code', () => {
  test('retain their roles, including the undocumented system role', () => {
    const roles = [system, user, assistant].map((role) => convert(role, [new TextPart('x')]).role);
    assert.deepEqual(roles, ['system', 'user', 'assistant']);
  });

  test('with an unknown role become user messages', () => {
    assert.equal(convert(9, []).role, 'user');
  });

  test('omit empty text parts, which providers refuse', () => {
    assert.deepEqual(convert(user, [new TextPart(''), new TextPart('a')]).parts, [{ type: 'text', text: 'a' }]);
  });

  test('can have no parts', () => {
    assert.deepEqual(convert(user, []).parts, []);
  });

  test('contain images as Base64', () => {
    const part = new DataPart(Uint8Array.of(0x89, 0x50, 0xff), 'image/png');
    assert.deepEqual(convert(user, [part]).parts, [{ type: 'image', mimeType: 'image/png', data: 'iVD/' }]);
  });

  test('contain only the bytes of the image from a larger buffer', () => {
    const buffer = Uint8Array.of(1, 2, 3, 4);
    const part = new DataPart(buffer.subarray(1, 3), 'image/jpeg');
    assert.deepEqual(convert(user, [part]).parts, [{ type: 'image', mimeType: 'image/jpeg', data: 'AgM=' }]);
  });

  test('contain PDF data as a file and text data as text', () => {
    const parts = [new DataPart(bytes('%PDF'), 'application/pdf'), new DataPart(bytes('{"a":1}'), 'text/x-json')];
    assert.deepEqual(convert(user, parts).parts, [
      { type: 'file', mimeType: 'application/pdf', data: 'JVBERg==' },
      { type: 'text', text: '{"a":1}' },
    ]);
  });

  for (const mimeType of ['cache_control', 'thinking', 'context_management', 'phase_data', 'usage']) {
    test(`omit the control part ${mimeType}`, () => {
      assert.deepEqual(convert(assistant, [new DataPart(bytes('ephemeral'), mimeType)]).parts, []);
    });
  }

  test('contain tool calls', () => {
    assert.deepEqual(convert(assistant, [new ToolCallPart('call_1', 'read_file', { path: 'a.txt' })]).parts, [
      { type: 'tool_call', id: 'call_1', name: 'read_file', arguments: { path: 'a.txt' } },
    ]);
  });

  test('contain tool results with text and images', () => {
    const content = [new TextPart('done'), new DataPart(Uint8Array.of(1), 'image/png')];
    assert.deepEqual(convert(user, [new ToolResultPart('call_1', content)]).parts, [
      {
        type: 'tool_result',
        callId: 'call_1',
        content: [
          { type: 'text', text: 'done' },
          { type: 'image', mimeType: 'image/png', data: 'AQ==' },
        ],
        isError: false,
      },
    ]);
  });

  test('mark the result of a failed tool call as an error', () => {
    const [part] = convert(user, [new ToolResultPart('call_1', [new TextPart('File not found')], true)]).parts ?? [];
    assert(part?.type === 'tool_result');
    assert.equal(part.isError, true);
  });

  test('accept marshaled parts in a tool result', () => {
    const content = [
      { $mid: 21, value: 'plain' },
      { $mid: 24, mimeType: 'image/png', data: 'AQ==' },
      { $mid: 24, mimeType: 'cache_control', data: 'ZXBoZW1lcmFs' },
    ];
    assert.deepEqual(resultContent(content), [
      { type: 'text', text: 'plain' },
      { type: 'image', mimeType: 'image/png', data: 'AQ==' },
    ]);
  });

  test('accept bytes that were serialized as JSON', () => {
    const part = { mimeType: 'image/png', data: JSON.parse(JSON.stringify(Buffer.from([1]))) as unknown };
    assert.deepEqual(resultContent([part]), [{ type: 'image', mimeType: 'image/png', data: 'AQ==' }]);
  });

  test('contain the text of a rendered prompt in a tool result', () => {
    const rendered = {
      node: {
        type: 1,
        children: [
          { type: 2, text: 'first' },
          { type: 1, children: [{ type: 2, text: 'second', lineBreakBefore: true }] },
        ],
      },
    };
    assert.deepEqual(resultContent([new PromptTsxPart(rendered)]), [{ type: 'text', text: 'first\nsecond' }]);
  });

  test('omit values that are not parts', () => {
    assert.deepEqual(convert(user, [undefined, null, 7, {}, { mimeType: 'image/png' }]).parts, []);
  });

  test('contain thinking parts as reasoning, whether a list or a single string', () => {
    const parts = [new ThinkingPart(['a', 'b']), new ThinkingPart('c', 'id'), { $mid: 22, value: 'd' }];
    assert.deepEqual(
      convert(assistant, parts).parts,
      ['ab', 'c', 'd'].map((text) => ({ type: 'reasoning', text })),
    );
  });

  test('omit the part that only marks the end of the reasoning', () => {
    assert.deepEqual(convert(assistant, [new ThinkingPart('', '', { vscode_reasoning_done: true })]).parts, []);
  });

  test('restore the provider state unchanged', () => {
    const data = { signature: 'Zürich \\ "quoted"' };
    const marker = encodeStatefulMarker('anthropic/claude', [{ provider: 'anthropic', model: 'claude', data }]);
    assert.deepEqual(convert(assistant, [new DataPart(marker, 'stateful_marker')]).parts, [
      { type: 'provider_state', provider: 'anthropic', model: 'claude', data },
    ]);
  });

  test('omit stateful markers that Open LLM did not create', () => {
    for (const marker of ['gpt-5\\resp_123', 'invalid', '']) {
      assert.deepEqual(convert(assistant, [new DataPart(bytes(marker), 'stateful_marker')]).parts, []);
    }
  });
});

function convert(role: number, content: unknown[]): Message {
  const [message] = toMessages([{ role, content }]);
  assert(message);
  return message;
}

function resultContent(content: unknown[]): unknown {
  const [part] = convert(user, [new ToolResultPart('call_1', content)]).parts ?? [];
  assert(part?.type === 'tool_result');
  return part.content;
}
