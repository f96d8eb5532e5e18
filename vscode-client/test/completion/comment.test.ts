import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { endsInComment } from '../../src/completion/comment.js';

const inside: readonly (readonly [string, string])[] = [
  ['typescript', 'let a = 1; // the first'],
  ['java', 'class A {\n  /** Adds\n   * two '],
  ['python', '# a '],
  ['python', 'a = 1  # the '],
  ['sql', 'select 1 -- one'],
  ['lua', '--[[ a\n'],
  ['html', '<p>\n<!-- a '],
  ['css', 'a { /* b'],
  ['shellscript', 'echo 1 # one'],
  ['php', '# one'],
];
const outside: readonly (readonly [string, string])[] = [
  ['typescript', 'const url = "https://example.com'.concat('"; ')],
  ['typescript', '// done\nlet a = '],
  ['java', '/* done */ int a = '],
  ['python', 'color = "#fff" + '],
  ['shellscript', 'echo ${#array} '],
  ['css', 'a { color: #fff; '],
  ['unknown', '// a'],
];

describe('the cursor', () => {
  for (const [language, prefix] of inside) {
    test(`is inside a comment after ${JSON.stringify(prefix)} in ${language}`, () =>
      assert.equal(endsInComment(language, prefix), true));
  }

  for (const [language, prefix] of outside) {
    test(`is not inside a comment after ${JSON.stringify(prefix)} in ${language}`, () =>
      assert.equal(endsInComment(language, prefix), false));
  }
});
