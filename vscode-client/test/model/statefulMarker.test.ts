import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeStatefulMarker } from '../../src/model/statefulMarker.js';

test('a marker has one backslash, as VS Code’s chat splits it there into two', () => {
  const states = [{ provider: 'a\\b', model: 'c\\d', data: { path: 'C:\\x', more: '\\\\' } }];
  const marker = new TextDecoder().decode(encodeStatefulMarker('a/b', states));
  assert.equal(marker.split('\\').length, 2);
  assert.equal(marker.split('\\')[0], 'a/b');
});
