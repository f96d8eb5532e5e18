import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isKept, shiftOffset, Statistics, type SuggestionCounts } from '../../src/completion/statistics.js';

function statisticsWith(loaded?: SuggestionCounts): { statistics: Statistics; saved: SuggestionCounts[] } {
  const saved: SuggestionCounts[] = [];
  return { statistics: new Statistics({ load: () => loaded, save: (counts) => saved.push(counts) }, () => 5), saved };
}

describe('inline completion statistics', () => {
  test('count a suggestion only once while the user types it', () => {
    const { statistics } = statisticsWith();
    ['abc', 'bc', 'c', 'other'].forEach((text) => statistics.offered(text));
    assert.equal(statistics.counts.offered, 2);
  });

  test('count accepted and retained suggestions, and are saved after each change', () => {
    const { statistics, saved } = statisticsWith({ sinceMs: 1, offered: 7, accepted: 3, kept: 2 });
    statistics.accepted();
    statistics.kept();
    assert.deepEqual(saved.at(-1), { sinceMs: 1, offered: 7, accepted: 4, kept: 3 });
  });

  test('start from zero after a reset', () => {
    const { statistics } = statisticsWith({ sinceMs: 1, offered: 7, accepted: 3, kept: 2 });
    statistics.reset();
    assert.deepEqual(statistics.counts, { sinceMs: 5, offered: 0, accepted: 0, kept: 0 });
  });
});

describe('an accepted suggestion', () => {
  test('moves with changes before it, but not with changes after it', () => {
    const change = { offset: 10, removed: 2, added: 5 };
    assert.equal(shiftOffset(100, [change]), 103);
    assert.equal(shiftOffset(5, [change]), 5);
  });

  test('counts as retained at its position, even with different indentation', () => {
    const text = `${'x'.repeat(50)}\nif (a) {\n    b();\n}\n`;
    assert.equal(isKept(text, 51, 'if (a) {\n  b();\n}'), true);
  });

  test('does not count as retained if it was deleted or exists only elsewhere', () => {
    assert.equal(isKept('return null;', 4, 'b();'), false);
    assert.equal(isKept(`${'x'.repeat(5000)} b();`, 0, 'b();'), false);
  });
});
