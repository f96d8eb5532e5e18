import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { iconCodes } from '../../webview/shared/icon.js';

test('every icon is the icon of its name in VS Code’s font', () => {
  const sheet = readFileSync(createRequire(import.meta.url).resolve('@vscode/codicons/dist/codicon.css'), 'utf8');
  for (const [name, letter] of Object.entries(iconCodes)) {
    assert.ok(sheet.includes(`.codicon-${name}:before { content: "\\${letter.charCodeAt(0).toString(16)}" }`), name);
  }
});
