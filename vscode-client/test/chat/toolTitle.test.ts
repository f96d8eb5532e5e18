import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readableToolName } from '../../src/chat/toolTitle.js';

for (const [name, words] of [
  ['get_weather', 'Get weather'],
  ['copilot_readFile', 'Read file'],
  ['mcp_github_create_issue', 'Github create issue'],
  ['run-in-terminal', 'Run in terminal'],
  ['_', '_'],
] as const) {
  test(`the tool ${name} is called ${words} where it has no name for users`, () => {
    assert.equal(readableToolName(name), words);
  });
}
