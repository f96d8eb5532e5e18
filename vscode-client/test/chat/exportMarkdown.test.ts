import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sessionToMarkdown } from '../../src/chat/exportMarkdown.js';
import type { Session } from '../../src/chat/session.js';

test('a chat is exported to Markdown with its messages, reasoning, tool calls, notices, and usage', () => {
  const session: Session = {
    id: 'one',
    title: 'The weather',
    changedAtMs: 1,
    turns: [
      {
        kind: 'user',
        id: 'q',
        text: 'Weather?',
        attachments: [{ kind: 'text', name: 'a.md', mimeType: 'text/md', data: '```\nx\n```' }],
      },
      {
        kind: 'answer',
        id: 'a',
        model: 'local/small',
        state: 'done',
        providerStates: [],
        steps: [
          { kind: 'reasoning', round: 0, text: 'Let me check.\nDone.', ms: 10 },
          {
            kind: 'tool',
            round: 0,
            callId: 'c',
            name: 'get_weather',
            arguments: {},
            state: 'done',
            result: [{ type: 'text', text: '21 °C' }],
          },
          {
            kind: 'notice',
            round: 1,
            text: 'Busy. Retrying in 2 s (retry 1 of 2).',
            passing: { past: 'Busy. Retried once after 2 s.', retryFor: 'Busy.' },
          },
          { kind: 'text', round: 1, text: 'Warm.' },
        ],
        figures: {
          model: 'local/small',
          firstTokenMs: 420,
          totalMs: 3100,
          inputTokens: 10,
          outputTokens: 5,
          costUsd: 0.00423,
        },
      },
    ],
  };
  assert.equal(
    sessionToMarkdown(session, (model) => (model === 'local/small' ? 'Small' : model)),
    [
      '# The weather',
      '## You',
      'a.md:',
      '````md\n```\nx\n```\n````',
      'Weather?',
      '## Small',
      '> Let me check.\n> Done.',
      '**Get weather**',
      '```json\n{}\n```',
      '```\n21 °C\n```',
      '*Busy. Retried once after 2 s.*',
      'Warm.',
      '*first token after 0.42 s · 3.10 s in total · 10 tokens in, 5 out · $0.0042*\n',
    ].join('\n\n'),
  );
});
