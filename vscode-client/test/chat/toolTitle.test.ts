import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readableToolName } from '../../src/chat/toolTitle.js';

for (const [name, title] of [
  ['get_weather', 'Get weather'],
  ['copilot_readFile', 'Read file'],
  ['mcp_github_create_issue', 'Github create issue'],
  ['run-in-terminal', 'Run in terminal'],
  ['_', '_'],
] as const) {
  test(`the tool ${name} without a display name is shown as ${title}`, () => {
    assert.equal(readableToolName(name), title);
  });
}
