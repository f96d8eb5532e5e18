import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runToJson, runToMarkdown } from '../../src/playground/exportRun.js';
import { columnOf, playModel, promptOf, runOf } from './models.js';

const run = runOf('2026-1', {
  prompt: promptOf('Why is the sky blue?', { system: 'Answer in one sentence.', options: { temperature: 0.2 } }),
  columns: [
    columnOf({
      text: 'Rayleigh scattering.',
      figures: { firstTokenMs: 420, totalMs: 1420, inputTokens: 12, outputTokens: 50, costUsd: 0.00123456 },
    }),
    columnOf({
      model: playModel('vscode:copilot/gpt', 'copilot'),
      text: '',
      state: 'failed',
      error: { kind: 'auth', message: 'The API key is missing.', hint: 'Set an API key.' },
    }),
  ],
});

describe('an exported run', () => {
  test('contains the complete run in JSON', () => {
    assert.deepEqual(JSON.parse(runToJson(run)), run);
  });

  test('contains the prompt and parameters in Markdown', () => {
    const text = runToMarkdown(run);
    assert.match(text, /## System prompt\n\n> Answer in one sentence\./);
    assert.match(text, /## Prompt\n\n> Why is the sky blue\?/);
    assert.match(text, /Parameters: `\{"temperature":0\.2\}`/);
  });

  test('contains a table of metrics in Markdown', () => {
    assert.ok(runToMarkdown(run).includes('| work/one | 0.42 s | 50.0 | 1.42 s | 12 | 50 | $0.001235 |'));
    assert.ok(runToMarkdown(run).includes('| vscode:copilot/gpt | – | – | – | – | – | – |'));
  });

  test('contains responses and errors in Markdown', () => {
    assert.match(runToMarkdown(run), /## work\/one\n\nRayleigh scattering\./);
    assert.match(runToMarkdown(run), /## vscode:copilot\/gpt\n\n\*\*The API key is missing\.\*\* Set an API key\./);
  });
});
