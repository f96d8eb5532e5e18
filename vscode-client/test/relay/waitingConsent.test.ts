import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ConsentAnswer, ConsentParams } from '@open-llm/client';
import { WaitingConsent } from '../../src/relay/waitingConsent.js';

const question = (consumer: string, model: string): ConsentParams => ({ consumer, model, provider: 'Work' });

describe('questions of extensions that wait for an answer', () => {
  const small = question('acme.chat', 'work/small');
  const large = question('acme.chat', 'work/large');
  const other = question('other.tool', 'work/small');

  /** Returns the answers to the questions, in the order in which they were given. */
  async function answered(answer: ConsentAnswer): Promise<string[]> {
    const waiting = new WaitingConsent();
    const answers: string[] = [];
    for (const asked of [small, large, other]) {
      void waiting.add(asked).then((given) => answers.push(`${WaitingConsent.idOf(asked)}: ${given}`));
    }
    waiting.answer(WaitingConsent.idOf(small), answer);
    await new Promise(setImmediate);
    return answers;
  }

  test('are answered alone by a yes for one model', async () => {
    assert.deepEqual(await answered('allow_model'), ['acme.chat work/small: allow_model']);
  });

  for (const answer of ['allow', 'deny'] as const) {
    test(`are all answered for an extension by “${answer}”, and for no other extension`, async () => {
      assert.deepEqual(await answered(answer), [`acme.chat work/small: ${answer}`, `acme.chat work/large: ${answer}`]);
    });
  }

  test('are gone once they are answered', () => {
    const waiting = new WaitingConsent();
    void waiting.add(small);
    waiting.answer(WaitingConsent.idOf(small), 'allow');
    assert.equal(waiting.question(WaitingConsent.idOf(small)), undefined);
  });
});
