import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CompletionCache } from '../../src/completion/completionCache.js';

const scope = 'ollama/coder a.ts';
const whole = { text: 'return a + b;', replaces: 0 };

function cacheWith(text: string, suffix = '\n}\n'): CompletionCache {
  const cache = new CompletionCache();
  cache.put({ scope, prefix: 'sum(a, b) {\n  ', suffix, text });
  return cache;
}

describe('the completions that are known', () => {
  test('are found where they were made', () => {
    assert.deepEqual(cacheWith('return a + b;').find(scope, { prefix: 'sum(a, b) {\n  ', suffix: '\n}\n' }), whole);
  });

  test('continue what was typed of them', () => {
    const found = cacheWith('return a + b;').find(scope, { prefix: 'sum(a, b) {\n  return', suffix: '\n}\n' });
    assert.deepEqual(found, { text: ' a + b;', replaces: 0 });
  });

  test('do not fit what was typed otherwise', () => {
    assert.equal(
      cacheWith('return a + b;').find(scope, { prefix: 'sum(a, b) {\n  const', suffix: '\n}\n' }),
      undefined,
    );
  });

  test('do not fit where they are typed completely', () => {
    const place = { prefix: 'sum(a, b) {\n  return a + b;', suffix: '\n}\n' };
    assert.equal(cacheWith('return a + b;').find(scope, place), undefined);
  });

  test('do not fit another document or model, or other text after the cursor', () => {
    const cache = cacheWith('return a + b;');
    assert.equal(cache.find('ollama/coder b.ts', { prefix: 'sum(a, b) {\n  ', suffix: '\n}\n' }), undefined);
    assert.equal(cache.find(scope, { prefix: 'sum(a, b) {\n  ', suffix: '\n// more\n}\n' }), undefined);
  });

  test('include that there is nothing to add', () => {
    const cache = cacheWith('');
    assert.deepEqual(cache.find(scope, { prefix: 'sum(a, b) {\n  ', suffix: '\n}\n' }), { text: '', replaces: 0 });
    assert.equal(cache.find(scope, { prefix: 'sum(a, b) {\n  r', suffix: '\n}\n' }), undefined);
  });

  test('replace the bracket that the editor closed while one of them was typed', () => {
    const cache = cacheWith('print(a, b);');
    const found = cache.find(scope, { prefix: 'sum(a, b) {\n  print(', suffix: ')\n}\n' });
    assert.deepEqual(found, { text: 'a, b);', replaces: 1 });
  });

  test('replace no bracket that they do not contain', () => {
    const cache = cacheWith('print(');
    assert.equal(cache.find(scope, { prefix: 'sum(a, b) {\n  print', suffix: ')\n}\n' }), undefined);
  });

  test('are used with the longest prefix, which needs the fewest assumptions', () => {
    const cache = cacheWith('return a + b;');
    cache.put({ scope, prefix: 'sum(a, b) {\n  re', suffix: '\n}\n', text: 'turn b + a;' });
    const found = cache.find(scope, { prefix: 'sum(a, b) {\n  ret', suffix: '\n}\n' });
    assert.equal(found?.text, 'urn b + a;');
  });

  test('are dropped when there are too many, the one used least recently first', () => {
    const cache = new CompletionCache(2);
    const place = (prefix: string): { prefix: string; suffix: string } => ({ prefix, suffix: '' });
    cache.put({ scope, ...place('a'), text: '1' });
    cache.put({ scope, ...place('b'), text: '2' });
    cache.find(scope, place('a'));
    cache.put({ scope, ...place('c'), text: '3' });
    assert.deepEqual(
      ['a', 'b', 'c'].map((prefix) => cache.find(scope, place(prefix))?.text),
      ['1', undefined, '3'],
    );
  });
});
