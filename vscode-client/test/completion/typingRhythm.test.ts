import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isBoundary, TypingRhythm } from '../../src/completion/typingRhythm.js';

/** Types keys with these gaps in milliseconds and counts the requests that are made in the pauses between them. */
function requestsOf(gaps: readonly number[], latencyMs: number): number {
  const rhythm = new TypingRhythm();
  rhythm.answered(latencyMs);
  let now = 0;
  let requests = 0;
  for (const gapMs of gaps) {
    now += gapMs;
    rhythm.typed(now);
    const next = gaps[requests] === undefined ? gapMs : gapMs;
    if (rhythm.delayMs(true) < next) {
      rhythm.requested();
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

describe('the delay before a model is asked', () => {
  test('is longer than the gap of steady typing, so that it causes no requests', () => {
    for (const latencyMs of [20, 300, 2000]) {
      assert.equal(requestsOf(Array<number>(60).fill(100), latencyMs), 0, `${latencyMs} ms`);
    }
  });

  test('lets at most one request through for three keystrokes of fast typing, however uneven it is', () => {
    for (const latencyMs of [20, 300, 2000]) {
      const requests = requestsOf(unevenGaps(300), latencyMs);
      assert.ok(requests > 0 && requests <= 100, `${requests} requests at ${latencyMs} ms`);
    }
  });

  test('is longer for a user who types slowly, and limited', () => {
    const delayFor = (gapMs: number): number => {
      const rhythm = new TypingRhythm();
      Array.from({ length: 40 }, (_, index) => rhythm.typed(index * gapMs));
      return rhythm.delayMs(false);
    };
    assert.ok(delayFor(60) < delayFor(120));
    assert.equal(delayFor(900), 400);
  });

  test('is shorter with a slow model, which is asked early, and at the end of a word', () => {
    const rhythmWith = (latencyMs: number): TypingRhythm => {
      const rhythm = new TypingRhythm();
      Array.from({ length: 40 }, () => rhythm.answered(latencyMs));
      return rhythm;
    };
    assert.ok(rhythmWith(1000).delayMs(false) < rhythmWith(20).delayMs(false));
    assert.ok(rhythmWith(20).delayMs(true) < rhythmWith(20).delayMs(false));
  });

  test('takes a break for no part of the rhythm', () => {
    const rhythm = new TypingRhythm();
    const before = rhythm.delayMs(false);
    rhythm.typed(0);
    rhythm.typed(60_000);
    assert.equal(rhythm.delayMs(false), before);
  });
});

test('a line ends at a boundary after punctuation, a space, or when it is empty', () => {
  assert.deepEqual(
    ['', '  ', 'call(', 'a.', 'return', 'x = '].map((left) => isBoundary(left)),
    [true, true, true, true, false, true],
  );
});
