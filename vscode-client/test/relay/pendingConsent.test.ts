import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ConsentAnswer, ConsentParams } from '@open-llm/client';
import { PendingConsent } from '../../src/relay/pendingConsent.js';

const question = (consumer: string, model: string): ConsentParams => ({ consumer, model, provider: 'Work' });

describe('pending consent questions', () => {
  const small = question('acme.chat', 'work/small');
  const large = question('acme.chat', 'work/large');
  const other = question('other.tool', 'work/small');

  /** Returns the answers to the questions after the first one is answered, in the order in which they are received. */
  async function answersAfter(answer: ConsentAnswer): Promise<string[]> {
    const pending = new PendingConsent();
    const answers: string[] = [];
    for (const added of [small, large, other]) {
      void pending.add(added).then((given) => answers.push(`${PendingConsent.idOf(added)}: ${given}`));
    }
    pending.answer(PendingConsent.idOf(small), answer);
    await new Promise(setImmediate);
    return answers;
  }

  test('are answered individually by “allow_model”', async () => {
    assert.deepEqual(await answersAfter('allow_model'), ['acme.chat work/small: allow_model']);
  });

  for (const answer of ['allow', 'deny'] as const) {
    test(`are all answered for the same extension, but not for others, by “${answer}”`, async () => {
      assert.deepEqual(await answersAfter(answer), [
        `acme.chat work/small: ${answer}`,
        `acme.chat work/large: ${answer}`,
      ]);
    });
  }

  test('are removed after they are answered', () => {
    const pending = new PendingConsent();
    void pending.add(small);
    pending.answer(PendingConsent.idOf(small), 'allow');
    assert.equal(pending.question(PendingConsent.idOf(small)), undefined);
  });
});
