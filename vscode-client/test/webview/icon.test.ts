import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { iconCodes } from '../../webview/shared/icon.js';

test('every icon has the character code of its name in the icon font of VS Code', () => {
  const sheet = readFileSync(createRequire(import.meta.url).resolve('@vscode/codicons/dist/codicon.css'), 'utf8');
  for (const [name, character] of Object.entries(iconCodes)) {
    assert.ok(sheet.includes(`.codicon-${name}:before { content: "\\${character.charCodeAt(0).toString(16)}" }`), name);
  }
});
