import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CompletionCache } from '../../src/completion/completionCache.js';

const scope = 'ollama/coder a.ts';
const complete = { text: 'return a + b;', replaces: 0 };

function cacheWith(text: string, suffix = '\n}\n'): CompletionCache {
  const cache = new CompletionCache();
  cache.put({ scope, prefix: 'sum(a, b) {\n  ', suffix, text });
  return cache;
}

describe('cached completions', () => {
  test('are found at their original position', () => {
    assert.deepEqual(cacheWith('return a + b;').find(scope, { prefix: 'sum(a, b) {\n  ', suffix: '\n}\n' }), complete);
  });

  test('are shortened by the part that the user has typed', () => {
    const found = cacheWith('return a + b;').find(scope, { prefix: 'sum(a, b) {\n  return', suffix: '\n}\n' });
    assert.deepEqual(found, { text: ' a + b;', replaces: 0 });
  });

  test('do not match if the user types different text', () => {
    assert.equal(
      cacheWith('return a + b;').find(scope, { prefix: 'sum(a, b) {\n  const', suffix: '\n}\n' }),
      undefined,
    );
  });

  test('do not match after the user has typed them completely', () => {
    const position = { prefix: 'sum(a, b) {\n  return a + b;', suffix: '\n}\n' };
    assert.equal(cacheWith('return a + b;').find(scope, position), undefined);
  });

  test('do not match another document or different text after the cursor', () => {
    const cache = cacheWith('return a + b;');
    assert.equal(cache.find('ollama/coder b.ts', { prefix: 'sum(a, b) {\n  ', suffix: '\n}\n' }), undefined);
    assert.equal(cache.find(scope, { prefix: 'sum(a, b) {\n  ', suffix: '\n// more\n}\n' }), undefined);
  });

  test('can be empty, and then match only at their original position', () => {
    const cache = cacheWith('');
    assert.deepEqual(cache.find(scope, { prefix: 'sum(a, b) {\n  ', suffix: '\n}\n' }), { text: '', replaces: 0 });
    assert.equal(cache.find(scope, { prefix: 'sum(a, b) {\n  r', suffix: '\n}\n' }), undefined);
  });

  test('replace the closing bracket that the editor inserted while the user typed', () => {
    const cache = cacheWith('print(a, b);');
    const found = cache.find(scope, { prefix: 'sum(a, b) {\n  print(', suffix: ')\n}\n' });
    assert.deepEqual(found, { text: 'a, b);', replaces: 1 });
  });

  test('do not match before a closing bracket that they do not contain', () => {
    const cache = cacheWith('print(');
    assert.equal(cache.find(scope, { prefix: 'sum(a, b) {\n  print', suffix: ')\n}\n' }), undefined);
  });

  test('are chosen by the longest prefix, which requires the fewest assumptions', () => {
    const cache = cacheWith('return a + b;');
    cache.put({ scope, prefix: 'sum(a, b) {\n  re', suffix: '\n}\n', text: 'turn b + a;' });
    const found = cache.find(scope, { prefix: 'sum(a, b) {\n  ret', suffix: '\n}\n' });
    assert.equal(found?.text, 'urn b + a;');
  });

  test('are evicted in least recently used order when the cache is full', () => {
    const cache = new CompletionCache(2);
    const position = (prefix: string): { prefix: string; suffix: string } => ({ prefix, suffix: '' });
    cache.put({ scope, ...position('a'), text: '1' });
    cache.put({ scope, ...position('b'), text: '2' });
    cache.find(scope, position('a'));
    cache.put({ scope, ...position('c'), text: '3' });
    assert.deepEqual(
      ['a', 'b', 'c'].map((prefix) => cache.find(scope, position(prefix))?.text),
      ['1', undefined, '3'],
    );
  });
});
