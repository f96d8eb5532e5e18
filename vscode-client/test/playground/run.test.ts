import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyRunEvent, type ColumnEvent } from '../../src/playground/run.js';
import { runOf } from './models.js';

const retry = (attempt: number): ColumnEvent => ({
  type: 'notice',
  message: `Busy. Retrying in 2 s (retry ${attempt} of 3).`,
  passing: { past: `Busy. Retries: ${attempt}.`, retryFor: 'Busy.' },
  atMs: 1,
});
const ended = (state: 'done' | 'stopped'): ColumnEvent => ({ type: 'ended', state, atMs: 9, usage: {} });

function columnAfter(...events: ColumnEvent[]) {
  const run = events.reduce((before, event) => applyRunEvent(before, { index: 0, event }), runOf('a'));
  const [column] = run.columns;
  return { notices: column?.notices, waitsFor: column?.waitsFor?.message };
}

describe('a playground column', () => {
  test('shows only the latest retry while it waits', () => {
    assert.deepEqual(columnAfter(retry(1), retry(2)), {
      notices: [],
      waitsFor: 'Busy. Retrying in 2 s (retry 2 of 3).',
    });
  });

  test('replaces the wait message with the number of retries when the response begins', () => {
    const text: ColumnEvent = { type: 'text', text: 'Hello', atMs: 5 };
    assert.deepEqual(columnAfter(retry(1), retry(2), text), { notices: ['Busy. Retries: 2.'], waitsFor: undefined });
  });

  test('shows only the reason for the wait if it is stopped before the retry', () => {
    assert.deepEqual(columnAfter(retry(1), ended('stopped')), { notices: ['Busy.'], waitsFor: undefined });
  });

  test('removes a progress message when the response ends', () => {
    const loading: ColumnEvent = { type: 'notice', message: 'Loading the model.', passing: { past: '' }, atMs: 1 };
    assert.deepEqual(columnAfter(loading, ended('done')), { notices: [], waitsFor: undefined });
  });

  test('retains permanent notices', () => {
    const notice: ColumnEvent = { type: 'notice', message: 'seed was omitted.', atMs: 1 };
    assert.deepEqual(columnAfter(notice, retry(1), ended('done')).notices, ['seed was omitted.', 'Busy. Retries: 1.']);
  });
});
