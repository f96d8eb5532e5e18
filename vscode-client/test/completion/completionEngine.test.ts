import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CompletionEngine, type AskOptions, type CompletionRequest } from '../../src/completion/completionEngine.js';
import { TypingRhythm } from '../../src/completion/typingRhythm.js';

interface Asked extends AskOptions {
  readonly request: CompletionRequest;
  readonly answer: (text: string) => void;
  readonly fail: (failure: Error) => void;
}

/** An engine whose model is controlled by the test. */
class Fixture {
  readonly asked: Asked[] = [];
  readonly failures: unknown[] = [];
  readonly working: boolean[] = [];
  mayAsk = true;
  readonly engine = new CompletionEngine<CompletionRequest>({
    ask: (request, options) => new Promise((answer, fail) => this.asked.push({ request, ...options, answer, fail })),
    working: (now) => this.working.push(now),
    failed: (failure) => this.failures.push(failure),
    succeeded: () => {},
    mayAsk: () => this.mayAsk,
    rhythm: new TypingRhythm(),
    now: () => performance.now(),
  });

  /** Returns the suggestion for a prefix. Requests it without a delay unless `automatic` is set. */
  async complete(prefix: string, { automatic = false, signal = new AbortController().signal, suffix = '' } = {}) {
    return this.engine.complete({ scope: 'm f', prefix, suffix }, { manual: !automatic, signal });
  }

  get last(): Asked {
    return this.asked.at(-1) ?? assert.fail('Nobody was asked.');
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const none = { text: undefined };

describe('the engine of inline completions', () => {
  test('asks at once where the user wants a suggestion, and suggests the text', async () => {
    const { engine, asked } = new Fixture();
    const suggestion = engine.complete(
      { scope: 'm f', prefix: 'a', suffix: '' },
      { manual: true, signal: new AbortController().signal },
    );
    assert.equal(asked.length, 1);
    asked[0]?.answer('bc');
    assert.deepEqual(await suggestion, { text: 'bc', replaces: 0 });
  });

  test('waits before it asks by itself, and does not ask when the suggestion is not wanted any more', async () => {
    const fixture = new Fixture();
    const unwanted = new AbortController();
    const suggestion = fixture.complete('a', { automatic: true, signal: unwanted.signal });
    await settled();
    assert.equal(fixture.asked.length, 0);
    unwanted.abort();
    assert.equal(await suggestion, undefined);
    assert.equal(fixture.asked.length, 0);
  });

  test('asks nobody while the suggestion is being typed', async () => {
    const fixture = new Fixture();
    const first = fixture.complete('a');
    fixture.last.answer('bcd');
    await first;
    assert.equal((await fixture.complete('ab', { automatic: true }))?.text, 'cd');
    assert.equal((await fixture.complete('abc', { automatic: true }))?.text, 'd');
    assert.equal(fixture.asked.length, 1);
  });

  test('remembers that there is nothing to suggest', async () => {
    const fixture = new Fixture();
    const first = fixture.complete('a');
    fixture.last.answer('');
    assert.equal(await first, undefined);
    assert.equal(await fixture.complete('a'), undefined);
    assert.equal(fixture.asked.length, 1);
  });

  test('cancels a request before it makes another', async () => {
    const fixture = new Fixture();
    void fixture.complete('a');
    const first = fixture.last;
    void fixture.complete('x');
    assert.equal(first.signal.aborted, true);
    assert.equal(fixture.asked.length, 2);
    assert.equal(fixture.last.signal.aborted, false);
  });

  test('cancels a request as soon as what is typed contradicts its text', async () => {
    const fixture = new Fixture();
    void fixture.complete('a');
    fixture.last.onText('bc\n');
    void fixture.complete('ax', { automatic: true });
    assert.equal(fixture.last.signal.aborted, true);
    assert.equal(fixture.asked.length, 1);
  });

  test('waits for the text that is arriving where what is typed begins it', async () => {
    const fixture = new Fixture();
    void fixture.complete('a');
    fixture.last.onText('bcd\n');
    const typedAhead = fixture.complete('ab', { automatic: true });
    await settled();
    fixture.last.answer('bcd\nef');
    assert.equal((await typedAhead)?.text, 'cd\nef');
    assert.equal(fixture.asked.length, 1);
  });

  test('cancels a request whose suggestion nobody waits for', async () => {
    const fixture = new Fixture();
    const unwanted = new AbortController();
    const suggestion = fixture.complete('a', { signal: unwanted.signal });
    unwanted.abort();
    assert.equal(await suggestion, undefined);
    await new Promise((resolve) => fixture.last.signal.addEventListener('abort', resolve));
    assert.deepEqual(fixture.working, [true, false]);
  });

  test('suggests the first lines where the rest is slow, and the rest once they are accepted', async () => {
    const fixture = new Fixture();
    const suggestion = fixture.complete('a');
    fixture.last.onText('b\n');
    assert.deepEqual(await suggestion, { text: 'b', replaces: 0 });
    assert.equal(fixture.last.signal.aborted, false);
    const rest = fixture.complete('ab', { automatic: true });
    await settled();
    fixture.last.answer('b\nc');
    assert.deepEqual(await rest, { text: '\nc', replaces: 0 });
    assert.equal(fixture.asked.length, 1);
  });

  test('does not suggest blank lines while the rest is slow', async () => {
    const fixture = new Fixture();
    const suggestion = fixture.complete('a');
    fixture.last.onText('\n');
    const early = await Promise.race([suggestion, new Promise((resolve) => setTimeout(() => resolve(none), 250))]);
    assert.equal(early, none);
    fixture.last.answer('\nb');
    assert.equal((await suggestion)?.text, '\nb');
  });

  test('reports a failure and suggests nothing', async () => {
    const fixture = new Fixture();
    const suggestion = fixture.complete('a');
    const failure = new Error('unreachable');
    fixture.last.fail(failure);
    assert.equal(await suggestion, undefined);
    assert.deepEqual(fixture.failures, [failure]);
    assert.deepEqual(fixture.working, [true, false]);
  });

  test('does not ask by itself while it may not, and does where the user wants it', async () => {
    const fixture = new Fixture();
    fixture.mayAsk = false;
    assert.equal(await fixture.complete('a', { automatic: true }), undefined);
    assert.equal(fixture.asked.length, 0);
    void fixture.complete('a');
    assert.equal(fixture.asked.length, 1);
  });

  test('forgets everything when the model or the settings change', async () => {
    const fixture = new Fixture();
    const first = fixture.complete('a');
    fixture.last.answer('b');
    await first;
    void fixture.complete('x');
    fixture.engine.reset();
    assert.equal(fixture.last.signal.aborted, true);
    void fixture.complete('a');
    assert.equal(fixture.asked.length, 3);
  });
});
