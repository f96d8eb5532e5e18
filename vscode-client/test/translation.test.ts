import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { textsOfHost, textsOfPages, textsOfServer } from './texts.js';

const root = join(import.meta.dirname, '..');
const readJson = (file: string): object => JSON.parse(readFileSync(join(root, file), 'utf8')) as object;

describe('the German translation', () => {
  test('covers all strings of the settings and commands', () => {
    assert.deepEqual(Object.keys(readJson('package.nls.de.json')), Object.keys(readJson('package.nls.json')));
  });

  test('covers exactly the strings of the code, the pages, and the server', () => {
    const used = [...new Set([...textsOfHost(), ...textsOfPages(), ...textsOfServer()])];
    assert.deepEqual(Object.keys(readJson('l10n/bundle.l10n.de.json')).sort(), used.sort());
  });

  test('preserves all placeholders', () => {
    const placeholders = (text: string): string[] => (text.match(/\{\d+\}/g) ?? []).sort();
    for (const [text, translated] of Object.entries(readJson('l10n/bundle.l10n.de.json')) as [string, string][]) {
      assert.deepEqual(placeholders(translated), placeholders(text), text);
    }
  });
});

test('package.json uses exactly the strings in package.nls.json', () => {
  const used = readFileSync(join(root, 'package.json'), 'utf8').matchAll(/"%([^%"]+)%"/g);
  assert.deepEqual(
    [...new Set([...used].map(([, name]) => name))].sort(),
    Object.keys(readJson('package.nls.json')).sort(),
  );
});
