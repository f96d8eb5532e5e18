import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isKept, movedBy, Statistics, type Counts } from '../../src/completion/statistics.js';

function statisticsWith(loaded?: Counts): { statistics: Statistics; saved: Counts[] } {
  const saved: Counts[] = [];
  return { statistics: new Statistics({ load: () => loaded, save: (counts) => saved.push(counts) }, () => 5), saved };
}

describe('the statistics of inline completions', () => {
  test('count a suggestion once, however far it is typed', () => {
    const { statistics } = statisticsWith();
    ['abc', 'bc', 'c', 'other'].forEach((text) => statistics.offered(text));
    assert.equal(statistics.counts.offered, 2);
  });

  test('count what is accepted and kept, and save each change', () => {
    const { statistics, saved } = statisticsWith({ sinceMs: 1, offered: 7, accepted: 3, kept: 2 });
    statistics.accepted();
    statistics.kept();
    assert.deepEqual(saved.at(-1), { sinceMs: 1, offered: 7, accepted: 4, kept: 3 });
  });

  test('begin anew', () => {
    const { statistics } = statisticsWith({ sinceMs: 1, offered: 7, accepted: 3, kept: 2 });
    statistics.reset();
    assert.deepEqual(statistics.counts, { sinceMs: 5, offered: 0, accepted: 0, kept: 0 });
  });
});

describe('an accepted text', () => {
  test('moves with changes before it, and not with those after it', () => {
    const inserted = { offset: 10, removed: 2, added: 5 };
    assert.equal(movedBy(100, [inserted]), 103);
    assert.equal(movedBy(5, [inserted]), 5);
  });

  test('is kept where it still is, also when it was indented otherwise', () => {
    const text = `${'x'.repeat(50)}\nif (a) {\n    b();\n}\n`;
    assert.equal(isKept(text, 51, 'if (a) {\n  b();\n}'), true);
  });

  test('is not kept where it was deleted, or is only elsewhere', () => {
    assert.equal(isKept('nothing here', 4, 'b();'), false);
    assert.equal(isKept(`${'x'.repeat(5000)} b();`, 0, 'b();'), false);
  });
});
