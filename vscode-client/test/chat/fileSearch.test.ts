import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { globOf, ranked } from '../../src/chat/fileSearch.js';
import { typedAt } from '../../webview/chat/fileCompletion.js';

const file = (path: string) => {
  const end = path.lastIndexOf('/');
  return { uri: `file:///${path}`, name: path.slice(end + 1), folder: path.slice(0, Math.max(0, end)) };
};

describe('the search for files to attach', () => {
  test('ignores case and matches wildcard characters literally', () => {
    assert.equal(globOf('ab'), '**/*[aA][bB]*');
    assert.equal(globOf('src/a*'), '**/*[sS][rR][cC]*/*[aA][*]*');
    assert.equal(globOf('[1]'), '**/*[[]1[]]*');
  });

  test('lists names that start with the text first, and short paths before long paths', () => {
    const found = ranked(
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
    assert.deepEqual(typedAt('Explain #la', 11), { start: 8, text: 'la' });
    assert.deepEqual(typedAt('#', 1), { start: 0, text: '' });
    assert.deepEqual(typedAt('Explain #lamp.ts please', 11), { start: 8, text: 'la' });
  });

  test('does not start in a word, in a heading, or without #', () => {
    for (const text of ['C#', 'issue#12', '# Heading', '## ', 'plain text']) {
      assert.equal(typedAt(text, text.length), undefined, text);
    }
  });
});
