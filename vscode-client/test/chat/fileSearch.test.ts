import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { toGlob, rankFiles } from '../../src/chat/fileSearch.js';
import { queryAt } from '../../webview/chat/fileCompletion.js';

const file = (path: string) => {
  const end = path.lastIndexOf('/');
  return { uri: `file:///${path}`, name: path.slice(end + 1), folder: path.slice(0, Math.max(0, end)) };
};

describe('the search for files to attach', () => {
  test('ignores case and matches wildcard characters literally', () => {
    assert.equal(toGlob('ab'), '**/*[aA][bB]*');
    assert.equal(toGlob('src/a*'), '**/*[sS][rR][cC]*/*[aA][*]*');
    assert.equal(toGlob('[1]'), '**/*[[]1[]]*');
  });

  test('lists names that start with the text first, and short paths before long paths', () => {
    const found = rankFiles(
      [file('deep/down/lamp.ts'), file('src/my-lamp.ts'), file('lamp.ts'), file('lamps/index.ts')],
      'LAMP',
    );
    assert.deepEqual(
      found.map(({ folder, name }) => `${folder}/${name}`),
      ['/lamp.ts', 'deep/down/lamp.ts', 'src/my-lamp.ts', 'lamps/index.ts'],
    );
  });
});

describe('the file search in the chat input', () => {
  test('uses the text between # and the cursor', () => {
    assert.deepEqual(queryAt('Explain #la', 11), { start: 8, text: 'la' });
    assert.deepEqual(queryAt('#', 1), { start: 0, text: '' });
    assert.deepEqual(queryAt('Explain #lamp.ts please', 11), { start: 8, text: 'la' });
  });

  test('does not start in a word, in a heading, or without #', () => {
    for (const text of ['C#', 'issue#12', '# Heading', '## ', 'plain text']) {
      assert.equal(queryAt(text, text.length), undefined, text);
    }
  });
});
