import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { generateReference } from '../scripts/reference/generateReference.js';

test('the committed reference of the API is what the sources say (npm run reference)', async () => {
  const committed = await readFile(new URL('../API.md', import.meta.url), 'utf8');

  assert.equal(committed, await generateReference());
});
