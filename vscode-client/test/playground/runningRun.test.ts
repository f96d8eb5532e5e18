import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OpenLlmError } from '@open-llm/client';
import { RunningRun, type SendPrompt } from '../../src/playground/runningRun.js';
import { playModel, promptOf } from './models.js';

const models = [playModel('work/one'), playModel('work/two')];

function runWith(ask: SendPrompt): RunningRun {
  return RunningRun.of('run-1', promptOf('Hello'), models, ask);
}

/** Responds only when the test triggers it, or fails when it is canceled. */
class Gate {
  readonly #waiting: (() => void)[] = [];

  readonly ask: SendPrompt = (model, _prompt, { signal, onChunk }) =>
    new Promise((resolve, reject) => {
      onChunk({ type: 'text', text: `Response from ${model.model}` });
      signal.addEventListener('abort', () => reject(OpenLlmError.cancelled()));
      this.#waiting.push(() => resolve({ inputTokens: 3, outputTokens: 4 }));
    });

  get waiting(): number {
    return this.#waiting.length;
  }

  open(): void {
    this.#waiting.forEach((finish) => finish());
  }
}

describe('a playground run', () => {
  test('sends the prompt to all models in parallel', async () => {
    const gate = new Gate();
    const completion = runWith(gate.ask).sendAll();
    assert.equal(gate.waiting, 2);
    gate.open();
    await completion;
  });

  test('records each response and its metrics', async () => {
    const gate = new Gate();
    const running = runWith(gate.ask);
    const completion = running.sendAll();
    gate.open();
    await completion;
    const [first] = running.run.columns;
    assert.equal(first?.text, 'Response from one');
    assert.equal(first?.state, 'done');
    assert.equal(first?.figures.outputTokens, 4);
    assert.equal(typeof first?.figures.firstTokenMs, 'number');
    assert.equal(running.hasEnded, true);
  });

  test('continues when one model fails, and records the error', async () => {
    const running = runWith(async ({ model }) => {
      if (model === 'one') {
        throw OpenLlmError.of('auth', 'The API key is missing.', 'Set an API key.');
      }
      return {};
    });
    await running.sendAll();
    assert.deepEqual(
      running.run.columns.map(({ state }) => state),
      ['failed', 'done'],
    );
    assert.deepEqual(running.run.columns[0]?.error, {
      kind: 'auth',
      message: 'The API key is missing.',
      hint: 'Set an API key.',
    });
  });

  test('stops one model and retains its partial response while the other continues', async () => {
    const gate = new Gate();
    const running = runWith(gate.ask);
    const completion = running.sendAll();
    running.stop(0);
    gate.open();
    await completion;
    assert.deepEqual(
      running.run.columns.map(({ state }) => state),
      ['stopped', 'done'],
    );
    assert.equal(running.run.columns[0]?.text, 'Response from one');
  });

  test('stops all models', async () => {
    const running = runWith(new Gate().ask);
    const completion = running.sendAll();
    running.stop();
    await completion;
    assert.deepEqual(
      running.run.columns.map(({ state }) => state),
      ['stopped', 'stopped'],
    );
  });

  test('replaces a response when the prompt is sent to its model again', async () => {
    let count = 0;
    const running = runWith(async (_model, _prompt, { onChunk }) => {
      onChunk({ type: 'text', text: `Response ${++count}` });
      return {};
    });
    await running.sendAll();
    await running.send(0);
    assert.deepEqual(
      running.run.columns.map(({ text }) => text),
      ['Response 3', 'Response 2'],
    );
  });

  test('reports events to listeners in order', async () => {
    const gate = new Gate();
    const running = runWith(gate.ask);
    const events: string[] = [];
    running.onEvent(({ index, event }) => events.push(`${index} ${event.type}`));
    const completion = running.send(1);
    gate.open();
    await completion;
    assert.deepEqual(events, ['1 asked', '1 text', '1 ended']);
  });
});
