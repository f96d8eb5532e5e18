import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { ConsumerError } from './consumer.js';
import { FakeModels, goodKey } from './fakeModels.js';
import { RealVsCode } from './realVsCode.js';

describe('consent to use a model', { timeout: 300_000 }, () => {
  let models: FakeModels;
  let vscode: RealVsCode;

  before(async () => {
    models = await FakeModels.start();
    vscode = await RealVsCode.open({
      settings: {
        'openLLM.providers': [
          { name: 'locked', dialect: 'openai-chat', apiBase: `${models.url}/locked/v1`, models: ['secret', 'other'] },
          { name: 'free', dialect: 'openai-chat', apiBase: `${models.url}/v1`, models: ['small'] },
        ],
      },
    });
    await vscode.storeKey('locked', goodKey);
    await vscode.consumer.modelsWith('locked/other');
  });

  after(async () => {
    await vscode?.close();
    models?.stop();
  });

  const questionAbout = (model: string): string =>
    `Allow Test Consumer (open-llm-test.consumer) to use ${model.slice(model.indexOf('/') + 1)} (locked)?`;
  const chats = (): number => models.requests.filter(({ path }) => path.endsWith('/chat/completions')).length;

  const waitingItem = (): Locator =>
    vscode.page.locator('.statusbar-item', { hasText: 'Test Consumer is waiting for permission' });

  async function answer(model: string, button: string): Promise<void> {
    const question = vscode.dialog(questionAbout(model));
    await question.locator('.monaco-button', { hasText: new RegExp(`^${button}$`) }).click();
    await question.waitFor({ state: 'detached' });
  }

  test('is not required for a model without an API key', async () => {
    assert.equal(await vscode.consumer.ask('free/small', 'Hello'), 'Grüße from the local server.');
    models.requests.length = 0;
  });

  test('is requested once for concurrent requests, which are sent only after it is granted', async () => {
    const responses = [1, 2, 3].map(() => vscode.consumer.ask('locked/secret', 'Hello'));
    const question = vscode.dialog(questionAbout('locked/secret'));
    await question.getByText('“Allow” applies to all Open LLM models').waitFor();
    await vscode.screenshot('consent');
    assert.equal(await question.count(), 1);
    assert.equal(chats(), 0);
    await answer('locked/secret', 'Allow for This Model');
    assert.deepEqual(await Promise.all(responses), Array(3).fill('The API key is valid.'));
    assert.equal(await vscode.consumer.ask('locked/secret', 'Hello'), 'The API key is valid.');
  });

  test('is requested for another model in the status bar, and a denial causes a clear error', async () => {
    const before = chats();
    const rejected = assert.rejects(vscode.consumer.ask('locked/other', 'Hello'), (error: unknown) => {
      assert(error instanceof ConsumerError);
      assert.match(error.message, /^You did not allow open-llm-test\.consumer to use locked\/other\./);
      assert.equal(error.code, 'NoPermissions');
      return true;
    });
    await waitingItem().click();
    await vscode.screenshot('consent-again');
    await answer('locked/other', 'Deny');
    await waitingItem().waitFor({ state: 'detached' });
    await rejected;
    assert.equal(chats(), before);
  });

  test('is listed, and can be requested again after a denial is revoked', async () => {
    const command = vscode.consumer.command('openLLM.access');
    const rows = vscode.page.locator('.quick-input-widget .monaco-list-row');
    await rows.filter({ hasText: 'denied' }).waitFor();
    await vscode.screenshot('access');
    assert.equal(await rows.count(), 2);
    await rows.filter({ hasText: 'denied' }).click();
    await command;
    const again = vscode.consumer.ask('locked/other', 'Hello');
    await waitingItem().click();
    await answer('locked/other', 'Allow');
    assert.equal(await again, 'The API key is valid.');
  });

  test('results in usage records with the client and the model, but without message text', async () => {
    const files = (await readdir(vscode.home.config, { recursive: true })).filter((name) => name.endsWith('.jsonl'));
    const record = (await Promise.all(files.map((name) => readFile(join(vscode.home.config, name), 'utf8')))).join('');
    assert.match(record, /open-llm-test\.consumer/);
    assert.match(record, /locked\/secret/);
    assert.doesNotMatch(record, /Hello|The API key is valid/);
    assert.ok(!record.includes(goodKey));
  });
});
