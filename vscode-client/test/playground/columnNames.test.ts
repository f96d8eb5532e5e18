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

describe('the column names', () => {
  test('are the model names if those are unique', () => {
    assert.deepEqual(columnNames([named('a/x', 'X'), named('b/y', 'Y')]), ['X', 'Y']);
  });

  test('include the provider if models of different providers have the same name', () => {
    assert.deepEqual(columnNames([named('a/x', 'X', 'Acme'), named('b/x', 'X'), named('b/y', 'Y')]), [
      'X (Acme)',
      'X (b)',
      'Y',
    ]);
  });

  test('include the model ID if one provider has two models with the same name', () => {
    assert.deepEqual(columnNames([named('a/x', 'X'), named('a/x2', 'X')]), ['X (a) a/x', 'X (a) a/x2']);
  });

  test('are numbered if the same model is used twice', () => {
    assert.deepEqual(columnNames([named('a/x', 'X'), named('a/x', 'X')]), ['X #1', 'X #2']);
  });
});
