import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OpenLlmError } from '@open-llm/client';
import { RunningRun, type Ask } from '../../src/playground/runningRun.js';
import { playModel, promptOf } from './models.js';

const models = [playModel('work/one'), playModel('work/two')];

function runWith(ask: Ask): RunningRun {
  return RunningRun.of('run-1', promptOf('Hello'), models, ask);
}

/** Responds only when the test triggers it, or fails when it is canceled. */
class Gate {
  readonly #waiting: (() => void)[] = [];

  readonly ask: Ask = (model, _prompt, { signal, onPiece }) =>
    new Promise((resolve, reject) => {
      onPiece({ type: 'text', text: `I am ${model.model}.` });
      signal.addEventListener('abort', () => reject(OpenLlmError.cancelled()));
      this.#waiting.push(() => resolve({ inputTokens: 3, outputTokens: 4 }));
    });

  get waiting(): number {
    return this.#waiting.length;
  }

  open(): void {
    this.#waiting.forEach((go) => go());
  }
}

describe('a run of the playground', () => {
  test('asks all models at the same time', async () => {
    const gate = new Gate();
    const asking = runWith(gate.ask).askAll();
    assert.equal(gate.waiting, 2);
    gate.open();
    await asking;
  });

  test('takes in each answer with its figures', async () => {
    const gate = new Gate();
    const running = runWith(gate.ask);
    const asking = running.askAll();
    gate.open();
    await asking;
    const [first] = running.run.columns;
    assert.equal(first?.text, 'I am one.');
    assert.equal(first?.state, 'done');
    assert.equal(first?.figures.outputTokens, 4);
    assert.equal(typeof first?.figures.firstTokenMs, 'number');
    assert.equal(running.isOver, true);
  });

  test('continues when one model fails, and keeps why', async () => {
    const running = runWith(async ({ model }) => {
      if (model === 'one') {
        throw OpenLlmError.of('auth', 'No key.', 'Set one.');
      }
      return {};
    });
    await running.askAll();
    assert.deepEqual(
      running.run.columns.map(({ state }) => state),
      ['failed', 'done'],
    );
    assert.deepEqual(running.run.columns[0]?.error, { kind: 'auth', message: 'No key.', hint: 'Set one.' });
  });

  test('stops one model and keeps what it said; the other continues', async () => {
    const gate = new Gate();
    const running = runWith(gate.ask);
    const asking = running.askAll();
    running.stop(0);
    gate.open();
    await asking;
    assert.deepEqual(
      running.run.columns.map(({ state }) => state),
      ['stopped', 'done'],
    );
    assert.equal(running.run.columns[0]?.text, 'I am one.');
  });

  test('stops all', async () => {
    const running = runWith(new Gate().ask);
    const asking = running.askAll();
    running.stop();
    await asking;
    assert.deepEqual(
      running.run.columns.map(({ state }) => state),
      ['stopped', 'stopped'],
    );
  });

  test('forgets an answer when its model is asked again', async () => {
    let times = 0;
    const running = runWith(async (_model, _prompt, { onPiece }) => {
      onPiece({ type: 'text', text: `Answer ${++times}` });
      return {};
    });
    await running.askAll();
    await running.ask(0);
    assert.deepEqual(
      running.run.columns.map(({ text }) => text),
      ['Answer 3', 'Answer 2'],
    );
  });

  test('tells whoever listens what happens, in order', async () => {
    const gate = new Gate();
    const running = runWith(gate.ask);
    const heard: string[] = [];
    running.onEvent(({ index, event }) => heard.push(`${index} ${event.type}`));
    const asking = running.ask(1);
    gate.open();
    await asking;
    assert.deepEqual(heard, ['1 asked', '1 text', '1 ended']);
  });
});
