import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { columnNames } from '../../src/playground/columnNames.js';
import { columnOf } from './models.js';

const { model } = columnOf();
const named = (id: string, name: string, providerName?: string) => ({
  ...model,
  id,
  provider: id.split('/')[0] ?? '',
  name,
  ...(providerName === undefined ? {} : { providerName }),
});

describe('the names of the columns', () => {
  test('are those of the models where they differ', () => {
    assert.deepEqual(columnNames([named('a/x', 'X'), named('b/y', 'Y')]), ['X', 'Y']);
  });

  test('say the provider where models are called alike', () => {
    assert.deepEqual(columnNames([named('a/x', 'X', 'Acme'), named('b/x', 'X'), named('b/y', 'Y')]), [
      'X (Acme)',
      'X (b)',
      'Y',
    ]);
  });

  test('say the ID where one provider calls two models alike', () => {
    assert.deepEqual(columnNames([named('a/x', 'X'), named('a/x2', 'X')]), ['X (a) a/x', 'X (a) a/x2']);
  });

  test('count where a model is asked twice', () => {
    assert.deepEqual(columnNames([named('a/x', 'X'), named('a/x', 'X')]), ['X #1', 'X #2']);
  });
});
