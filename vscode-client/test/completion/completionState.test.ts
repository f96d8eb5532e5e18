import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stateOf } from '../../src/completion/completionState.js';
import { Snooze } from '../../src/completion/snooze.js';

const idle = {
  snoozedUntilMs: undefined,
  editorShowsSuggestions: true,
  exclusion: undefined,
  failure: undefined,
  working: false,
};

describe('the state of inline completions', () => {
  test('reports snoozing, disabled suggestions, and exclusions before activity and failures', () => {
    const failing = { ...idle, failure: 'Cannot reach localhost:11434.' };
    assert.equal(stateOf(idle).kind, 'ready');
    assert.deepEqual(stateOf(failing), { kind: 'failed', reason: 'Cannot reach localhost:11434.' });
    assert.equal(stateOf({ ...failing, working: true }).kind, 'working');
    assert.equal(stateOf({ ...failing, exclusion: 'secrets' }).kind, 'excluded');
    assert.equal(stateOf({ ...failing, exclusion: 'secrets', editorShowsSuggestions: false }).kind, 'editorOff');
    assert.equal(stateOf({ ...failing, editorShowsSuggestions: false, snoozedUntilMs: 5 }).kind, 'snoozed');
  });
});

describe('snoozing', () => {
  test('ends after its duration, or when the user resumes suggestions', () => {
    let elapsed = 1000;
    let timeOfDay = 900_000;
    const snooze = new Snooze({ elapsed: () => elapsed, timeOfDay: () => timeOfDay }, () => {});
    snooze.pause(500);
    assert.equal(snooze.untilMs, 900_500);
    // The system time has changed: the pause ends after the same duration, but at a different time of day.
    timeOfDay = 300_000;
    elapsed = 1200;
    assert.equal(snooze.untilMs, 300_300);
    elapsed = 1500;
    assert.equal(snooze.untilMs, undefined);
    snooze.pause(Number.POSITIVE_INFINITY);
    assert.equal(snooze.untilMs, Number.POSITIVE_INFINITY);
    snooze.pause(0);
    assert.equal(snooze.untilMs, undefined);
    snooze.dispose();
  });

  test('reports when it ends', async () => {
    let changes = 0;
    await new Promise<void>((resolve) => {
      const snooze = new Snooze(
        { elapsed: () => performance.now(), timeOfDay: Date.now },
        () => ++changes === 2 && resolve(),
      );
      snooze.pause(1);
    });
    assert.equal(changes, 2);
  });
});
