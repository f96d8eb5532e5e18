import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

const root = join(import.meta.dirname, '..');
const json = (file: string): object => JSON.parse(readFileSync(join(root, file), 'utf8')) as object;

describe('the German translation', () => {
  test('has every text of the settings and commands', () => {
    assert.deepEqual(Object.keys(json('package.nls.de.json')), Object.keys(json('package.nls.json')));
  });

  test('has every text of the code, and no other', () => {
    const used = new Set(
      readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .flatMap((file) => [
          ...readFileSync(join(root, 'src', file), 'utf8').matchAll(/\b(?:l10n|words)\.t\(\s*'((?:[^'\\]|\\.)*)'/g),
        ])
        .map(([, text]) => text ?? ''),
    );
    assert.deepEqual(Object.keys(json('l10n/bundle.l10n.de.json')).sort(), [...used].sort());
  });
});

test('the settings name every text they show', () => {
  const used = readFileSync(join(root, 'package.json'), 'utf8').matchAll(/"%([^%"]+)%"/g);
  assert.deepEqual([...new Set([...used].map(([, name]) => name))].sort(), Object.keys(json('package.nls.json')).sort());
});
