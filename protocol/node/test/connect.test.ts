import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from '../src/index.js';

test('connect reports a missing launcher and how to install it', async () => {
  await assert.rejects(connect({ command: '/nonexistent/open-llm' }), {
    kind: 'config',
    message: 'The command "/nonexistent/open-llm" was not found.',
    hint: 'Install it with "npm install @open-llm/cli", or set OPENLLM_COMMAND to the path of an open-llm command.',
  });
});

test('connect reports and forwards the stderr output of a launcher that exits immediately', async () => {
  const lines: string[] = [];
  const connecting = connect({
    command: process.execPath,
    args: ['-e', 'console.error("no Java 25"); process.exit(1)'],
    onLogLine: (line) => lines.push(line),
  });
  await assert.rejects(connecting, {
    kind: 'internal',
    message: 'The Open LLM server stopped before it responded (exit code 1).',
    hint: 'Last line of its output: no Java 25',
  });
  assert.deepEqual(lines, ['no Java 25']);
});
