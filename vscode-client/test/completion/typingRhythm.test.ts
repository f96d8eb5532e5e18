import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isBoundary, TypingRhythm } from '../../src/completion/typingRhythm.js';

/** Simulates keystrokes with these gaps in milliseconds. Returns the number of requests sent in the gaps. */
function countRequests(gaps: readonly number[], latencyMs: number): number {
  const rhythm = new TypingRhythm();
  rhythm.recordLatency(latencyMs);
  let now = 0;
  let requests = 0;
  for (const gapMs of gaps) {
    now += gapMs;
    rhythm.recordKeystroke(now);
    const next = gaps[requests] === undefined ? gapMs : gapMs;
    if (rhythm.delayMs(true) < next) {
      rhythm.recordRequest();
      requests++;
    }
  }
  return requests;
}

/** Returns gaps between 40 and 280 ms. They are identical in every run. */
function unevenGaps(count: number): number[] {
  let seed = 7;
  return Array.from({ length: count }, () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return 40 + (seed % 240);
  });
}

describe('the delay before an automatic request', () => {
  test('is longer than the gaps of steady typing, which therefore causes no requests', () => {
    for (const latencyMs of [20, 300, 2000]) {
      assert.equal(countRequests(Array<number>(60).fill(100), latencyMs), 0, `${latencyMs} ms`);
    }
  });

  test('allows at most one request per three keystrokes of fast, uneven typing', () => {
    for (const latencyMs of [20, 300, 2000]) {
      const requests = countRequests(unevenGaps(300), latencyMs);
      assert.ok(requests > 0 && requests <= 100, `${requests} requests at ${latencyMs} ms`);
    }
  });

  test('is longer for a user who types slowly, up to a limit', () => {
    const delayFor = (gapMs: number): number => {
      const rhythm = new TypingRhythm();
      Array.from({ length: 40 }, (_, index) => rhythm.recordKeystroke(index * gapMs));
      return rhythm.delayMs(false);
    };
    assert.ok(delayFor(60) < delayFor(120));
    assert.equal(delayFor(900), 400);
  });

  test('is shorter for a slow model and at the end of a word', () => {
    const rhythmWith = (latencyMs: number): TypingRhythm => {
      const rhythm = new TypingRhythm();
      Array.from({ length: 40 }, () => rhythm.recordLatency(latencyMs));
      return rhythm;
    };
    assert.ok(rhythmWith(1000).delayMs(false) < rhythmWith(20).delayMs(false));
    assert.ok(rhythmWith(20).delayMs(true) < rhythmWith(20).delayMs(false));
  });

  test('is not affected by a break in typing', () => {
    const rhythm = new TypingRhythm();
    const before = rhythm.delayMs(false);
    rhythm.recordKeystroke(0);
    rhythm.recordKeystroke(60_000);
    assert.equal(rhythm.delayMs(false), before);
  });
});

test('the cursor is at a boundary after punctuation, after a space, or on an empty line', () => {
  assert.deepEqual(
    ['', '  ', 'call(', 'a.', 'return', 'x = '].map((left) => isBoundary(left)),
    [true, true, true, true, false, true],
  );
});
