import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chooseSnippets, snippetAround } from '../../src/completion/snippets.js';

describe('snippets from other documents', () => {
  test('consist of the lines around the last edit, without leading or trailing blank lines', () => {
    const lines = Array.from({ length: 200 }, (_, index) => (index < 90 ? '' : `line ${index}`));
    const snippet = snippetAround(lines, 100);
    assert.ok(snippet.startsWith('line 90\n'));
    assert.ok(snippet.endsWith('line 119'));
  });

  test('are limited in size', () => {
    assert.ok(snippetAround(Array<string>(100).fill('x'.repeat(200)), 50).length <= 1500);
  });

  test('are limited to four, in the same language and most recently used first', () => {
    const candidate = (path: string, languageId: string, usedAtMs: number, text = 'a') => ({
      path,
      languageId,
      usedAtMs,
      text,
    });
    const chosen = chooseSnippets(
      [
        candidate('old.ts', 'typescript', 1),
        candidate('new.md', 'markdown', 9),
        candidate('new.ts', 'typescript', 8),
        candidate('blank.ts', 'typescript', 10, ' \n'),
        candidate('older.md', 'markdown', 2),
        candidate('oldest.md', 'markdown', 1),
      ],
      'typescript',
    );
    assert.deepEqual(
      chosen.map(({ path }) => path),
      ['new.ts', 'old.ts', 'new.md', 'older.md'],
    );
  });
});
