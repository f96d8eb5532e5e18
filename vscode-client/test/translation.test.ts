import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { textsOfHost, textsOfPages, textsOfServer } from './texts.js';

const root = join(import.meta.dirname, '..');
const json = (file: string): object => JSON.parse(readFileSync(join(root, file), 'utf8')) as object;

describe('the German translation', () => {
  test('has every text of the settings and commands', () => {
    assert.deepEqual(Object.keys(json('package.nls.de.json')), Object.keys(json('package.nls.json')));
  });

  test('has every text of the code and of the pages, and no other', () => {
    const used = [...new Set([...textsOfHost(), ...textsOfPages(), ...textsOfServer()])];
    assert.deepEqual(Object.keys(json('l10n/bundle.l10n.de.json')).sort(), used.sort());
  });

  test('keeps what is filled in', () => {
    const holes = (text: string): string[] => (text.match(/\{\d+\}/g) ?? []).sort();
    for (const [text, translated] of Object.entries(json('l10n/bundle.l10n.de.json')) as [string, string][]) {
      assert.deepEqual(holes(translated), holes(text), text);
    }
  });
});

test('the settings name every text they show', () => {
  const used = readFileSync(join(root, 'package.json'), 'utf8').matchAll(/"%([^%"]+)%"/g);
  assert.deepEqual(
    [...new Set([...used].map(([, name]) => name))].sort(),
    Object.keys(json('package.nls.json')).sort(),
  );
});
