import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { generateTypes } from '../scripts/generateTypes.js';

test('the committed types match the schema', async () => {
  const committed = await readFile(new URL('../src/protocol.ts', import.meta.url), 'utf8');
  assert.equal(committed, await generateTypes(), 'stale: run `npm run generate` in protocol/node');
});
