import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { globOf, ranked } from '../../src/chat/fileSearch.js';
import { typedAt } from '../../webview/chat/fileCompletion.js';

const file = (path: string) => {
  const end = path.lastIndexOf('/');
  return { uri: `file:///${path}`, name: path.slice(end + 1), folder: path.slice(0, Math.max(0, end)) };
};

describe('the search for files to attach', () => {
  test('finds upper and lower case, and takes no character for a wildcard', () => {
    assert.equal(globOf('ab'), '**/*[aA][bB]*');
    assert.equal(globOf('src/a*'), '**/*[sS][rR][cC]*/*[aA][*]*');
    assert.equal(globOf('[1]'), '**/*[[]1[]]*');
  });

  test('lists what begins with the text first, and short paths before long ones', () => {
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

describe('what was typed after a #', () => {
  test('is what stands between it and the cursor', () => {
    assert.deepEqual(typedAt('Explain #la', 11), { start: 8, text: 'la' });
    assert.deepEqual(typedAt('#', 1), { start: 0, text: '' });
    assert.deepEqual(typedAt('Explain #lamp.ts please', 11), { start: 8, text: 'la' });
  });

  test('is nothing within a word, of a heading, or behind a space', () => {
    for (const text of ['C#', 'issue#12', '# Heading', '## ', 'no mark']) {
      assert.equal(typedAt(text, text.length), undefined, text);
    }
  });
});
