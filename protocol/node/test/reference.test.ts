import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { generateReference } from '../scripts/reference/generateReference.js';

test('the committed API reference matches the sources', async () => {
  const committed = await readFile(new URL('../API.md', import.meta.url), 'utf8');

  assert.equal(committed, await generateReference(), 'stale: run `npm run reference` in protocol/node');
});
