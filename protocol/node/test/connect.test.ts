import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from '../src/index.js';

test('a launcher that does not exist is named, with what to do', async () => {
  await assert.rejects(connect({ command: '/nowhere/open-llm' }), {
    kind: 'config',
    message: 'The command "/nowhere/open-llm" was not found.',
    hint: 'Install it with "npm install @open-llm/cli", or set OPENLLM_COMMAND to its launcher.',
  });
});

test('a launcher that ends at once fails with what it wrote to stderr, which is handed over too', async () => {
  const lines: string[] = [];
  const starting = connect({
    command: process.execPath,
    args: ['-e', 'console.error("no Java 25"); process.exit(1)'],
    onLogLine: (line) => lines.push(line),
  });
  await assert.rejects(starting, {
    kind: 'internal',
    message: 'The Open LLM server stopped before it responded (exit code 1).',
    hint: 'Last line of its output: no Java 25',
  });
  assert.deepEqual(lines, ['no Java 25']);
});
