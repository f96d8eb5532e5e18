import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeStatefulMarker } from '../../src/model/statefulMarker.js';

test('a stateful marker contains a single backslash, at which the VS Code chat splits it', () => {
  const states = [{ provider: 'a\\b', model: 'c\\d', data: { path: 'C:\\x', more: '\\\\' } }];
  const marker = new TextDecoder().decode(encodeStatefulMarker('a/b', states));
  assert.equal(marker.split('\\').length, 2);
  assert.equal(marker.split('\\')[0], 'a/b');
});
