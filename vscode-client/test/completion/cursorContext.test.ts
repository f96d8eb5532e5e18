import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lineAtCursor, linesAround, toCursorContext } from '../../src/completion/cursorContext.js';

describe('the text around the cursor', () => {
  test('starts at the same line while the user continues typing', () => {
    assert.equal(linesAround(300, 5000).first, linesAround(310, 5000).first);
    assert.deepEqual(linesAround(10, 40), { first: 0, last: 39 });
    const { first, last } = linesAround(1000, 5000);
    assert.ok(1000 - first >= 256 && 1000 - first < 256 + 64);
    assert.equal(last, 1128);
  });

  test('has the same line endings on every operating system', () => {
    assert.deepEqual(toCursorContext('a\r\nb', '\r\nc'), { prefix: 'a\nb', suffix: '\nc' });
  });

  test('is limited even within a single line, and starts at the same character while the user types', () => {
    const { prefix, suffix } = toCursorContext('x'.repeat(100_000), 'y'.repeat(100_000));
    assert.ok(prefix.length > 24_000 && prefix.length <= 32_000);
    assert.equal(suffix.length, 12_000);
    const typed = toCursorContext('x'.repeat(100_000) + 'abc', 'y'.repeat(100_000));
    assert.equal(typed.prefix, `${prefix}abc`);
  });

  test('is never split within a surrogate pair', () => {
    const { prefix, suffix } = toCursorContext('x' + '😀'.repeat(40_000), '😀'.repeat(40_000) + 'x');
    assert.doesNotThrow(() => encodeURIComponent(prefix));
    assert.doesNotThrow(() => encodeURIComponent(suffix));
    const other = toCursorContext('', 'y' + '😀'.repeat(40_000)).suffix;
    assert.doesNotThrow(() => encodeURIComponent(other));
  });

  test('includes the text to the left and right of the cursor on its line', () => {
    assert.deepEqual(lineAtCursor({ prefix: 'a\nb', suffix: 'c\nd' }), { left: 'b', right: 'c' });
    assert.deepEqual(lineAtCursor({ prefix: '', suffix: '' }), { left: '', right: '' });
  });
});
