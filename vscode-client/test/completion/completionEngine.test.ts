import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CompletionEngine, type SendOptions, type CompletionRequest } from '../../src/completion/completionEngine.js';
import { TypingRhythm } from '../../src/completion/typingRhythm.js';

interface SentRequest extends SendOptions {
  readonly request: CompletionRequest;
  readonly respond: (text: string) => void;
  readonly fail: (failure: Error) => void;
}

/** An engine whose model is controlled by the test. */
class Fixture {
  readonly requests: SentRequest[] = [];
  readonly failures: unknown[] = [];
  readonly working: boolean[] = [];
  mayAsk = true;
  readonly engine = new CompletionEngine<CompletionRequest>({
    send: (request, options) =>
      new Promise((respond, fail) => this.requests.push({ request, ...options, respond, fail })),
    onWorkingChanged: (now) => this.working.push(now),
    failed: (failure) => this.failures.push(failure),
    succeeded: () => {},
    mayRequest: () => this.mayAsk,
    rhythm: new TypingRhythm(),
    now: () => performance.now(),
  });

  /** Returns the suggestion for a prefix. Requests it without a delay unless `automatic` is set. */
  async complete(prefix: string, { automatic = false, signal = new AbortController().signal, suffix = '' } = {}) {
    return this.engine.complete({ scope: 'm f', prefix, suffix }, { manual: !automatic, signal });
  }

  get last(): SentRequest {
    return this.requests.at(-1) ?? assert.fail('No request was sent.');
  }
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const timedOut = { text: undefined };

describe('the inline completion engine', () => {
  test('sends a manual request without a delay, and suggests the response', async () => {
    const { engine, requests } = new Fixture();
    const suggestion = engine.complete(
      { scope: 'm f', prefix: 'a', suffix: '' },
      { manual: true, signal: new AbortController().signal },
    );
    assert.equal(requests.length, 1);
    requests[0]?.respond('bc');
    assert.deepEqual(await suggestion, { text: 'bc', replaces: 0 });
  });

  test('delays an automatic request, and does not send it if it is canceled during the delay', async () => {
    const fixture = new Fixture();
    const controller = new AbortController();
    const suggestion = fixture.complete('a', { automatic: true, signal: controller.signal });
    await settle();
    assert.equal(fixture.requests.length, 0);
    controller.abort();
    assert.equal(await suggestion, undefined);
    assert.equal(fixture.requests.length, 0);
  });

  test('sends no request while the user types the suggestion', async () => {
    const fixture = new Fixture();
    const first = fixture.complete('a');
    fixture.last.respond('bcd');
    await first;
    assert.equal((await fixture.complete('ab', { automatic: true }))?.text, 'cd');
    assert.equal((await fixture.complete('abc', { automatic: true }))?.text, 'd');
    assert.equal(fixture.requests.length, 1);
  });

  test('caches an empty suggestion', async () => {
    const fixture = new Fixture();
    const first = fixture.complete('a');
    fixture.last.respond('');
    assert.equal(await first, undefined);
    assert.equal(await fixture.complete('a'), undefined);
    assert.equal(fixture.requests.length, 1);
  });

  test('cancels the running request before it sends another', async () => {
    const fixture = new Fixture();
    void fixture.complete('a');
    const first = fixture.last;
    void fixture.complete('x');
    assert.equal(first.signal.aborted, true);
    assert.equal(fixture.requests.length, 2);
    assert.equal(fixture.last.signal.aborted, false);
  });

  test('cancels a request as soon as the typed text contradicts the response', async () => {
    const fixture = new Fixture();
    void fixture.complete('a');
    fixture.last.onText('bc\n');
    void fixture.complete('ax', { automatic: true });
    assert.equal(fixture.last.signal.aborted, true);
    assert.equal(fixture.requests.length, 1);
  });

  test('waits for a running response that starts with the typed text', async () => {
    const fixture = new Fixture();
    void fixture.complete('a');
    fixture.last.onText('bcd\n');
    const typedAhead = fixture.complete('ab', { automatic: true });
    await settle();
    fixture.last.respond('bcd\nef');
    assert.equal((await typedAhead)?.text, 'cd\nef');
    assert.equal(fixture.requests.length, 1);
  });

  test('cancels a request if its suggestion is no longer needed', async () => {
    const fixture = new Fixture();
    const controller = new AbortController();
    const suggestion = fixture.complete('a', { signal: controller.signal });
    controller.abort();
    assert.equal(await suggestion, undefined);
    await new Promise((resolve) => fixture.last.signal.addEventListener('abort', resolve));
    assert.deepEqual(fixture.working, [true, false]);
  });

  test('suggests the first lines of a slow response, and the rest after they are accepted', async () => {
    const fixture = new Fixture();
    const suggestion = fixture.complete('a');
    fixture.last.onText('b\n');
    assert.deepEqual(await suggestion, { text: 'b', replaces: 0 });
    assert.equal(fixture.last.signal.aborted, false);
    const rest = fixture.complete('ab', { automatic: true });
    await settle();
    fixture.last.respond('b\nc');
    assert.deepEqual(await rest, { text: '\nc', replaces: 0 });
    assert.equal(fixture.requests.length, 1);
  });

  test('does not suggest blank lines of a slow response', async () => {
    const fixture = new Fixture();
    const suggestion = fixture.complete('a');
    fixture.last.onText('\n');
    const early = await Promise.race([suggestion, new Promise((resolve) => setTimeout(() => resolve(timedOut), 250))]);
    assert.equal(early, timedOut);
    fixture.last.respond('\nb');
    assert.equal((await suggestion)?.text, '\nb');
  });

  test('reports a failure and returns no suggestion', async () => {
    const fixture = new Fixture();
    const suggestion = fixture.complete('a');
    const failure = new Error('unreachable');
    fixture.last.fail(failure);
    assert.equal(await suggestion, undefined);
    assert.deepEqual(fixture.failures, [failure]);
    assert.deepEqual(fixture.working, [true, false]);
  });

  test('sends no automatic requests while they are paused, but sends manual requests', async () => {
    const fixture = new Fixture();
    fixture.mayAsk = false;
    assert.equal(await fixture.complete('a', { automatic: true }), undefined);
    assert.equal(fixture.requests.length, 0);
    void fixture.complete('a');
    assert.equal(fixture.requests.length, 1);
  });

  test('cancels its request and clears its cache when it is reset', async () => {
    const fixture = new Fixture();
    const first = fixture.complete('a');
    fixture.last.respond('b');
    await first;
    void fixture.complete('x');
    fixture.engine.reset();
    assert.equal(fixture.last.signal.aborted, true);
    void fixture.complete('a');
    assert.equal(fixture.requests.length, 3);
  });
});
