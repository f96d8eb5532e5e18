import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runAfter, type ColumnEvent } from '../../src/playground/run.js';
import { runOf } from './models.js';

const retry = (tries: number): ColumnEvent => ({
  type: 'notice',
  message: `Busy. Retrying in 2 s (retry ${tries} of 3).`,
  passing: { past: `Busy. Retried ${tries} times.`, retryFor: 'Busy.' },
  atMs: 1,
});
const ended = (state: 'done' | 'stopped'): ColumnEvent => ({ type: 'ended', state, atMs: 9, usage: {} });

function after(...events: ColumnEvent[]) {
  const run = events.reduce((before, event) => runAfter(before, { index: 0, event }), runOf('a'));
  const [column] = run.columns;
  return { notices: column?.notices, waitsFor: column?.waitsFor?.message };
}

describe('a column of the playground', () => {
  test('says what it waits for, the latest retry only', () => {
    assert.deepEqual(after(retry(1), retry(2)), { notices: [], waitsFor: 'Busy. Retrying in 2 s (retry 2 of 3).' });
  });

  test('tells of the wait as past when the response has come', () => {
    const text: ColumnEvent = { type: 'text', text: 'Yes', atMs: 5 };
    assert.deepEqual(after(retry(1), retry(2), text), { notices: ['Busy. Retried 2 times.'], waitsFor: undefined });
  });

  test('does not say that it was asked again when it was stopped before', () => {
    assert.deepEqual(after(retry(1), ended('stopped')), { notices: ['Busy.'], waitsFor: undefined });
  });

  test('says nothing of a wait that is over', () => {
    const loading: ColumnEvent = { type: 'notice', message: 'Loading.', passing: { past: '' }, atMs: 1 };
    assert.deepEqual(after(loading, ended('done')), { notices: [], waitsFor: undefined });
  });

  test('keeps what stays true', () => {
    const notice: ColumnEvent = { type: 'notice', message: 'seed was omitted.', atMs: 1 };
    assert.deepEqual(after(notice, retry(1), ended('done')).notices, ['seed was omitted.', 'Busy. Retried 1 times.']);
  });
});
