import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { ConsumerError } from './consumer.js';
import { FakeModels, goodKey } from './fakeModels.js';
import { RealVsCode } from './realVsCode.js';

describe('consent to the use of a model', { timeout: 300_000 }, () => {
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

  const asked = (model: string): string =>
    `Allow Test Consumer (open-llm-test.consumer) to use ${model.slice(model.indexOf('/') + 1)} (locked)?`;
  const chats = (): number => models.requests.filter(({ path }) => path.endsWith('/chat/completions')).length;

  const waiting = (): Locator =>
    vscode.page.locator('.statusbar-item', { hasText: 'Test Consumer is waiting for permission' });

  async function answer(model: string, button: string): Promise<void> {
    const question = vscode.dialog(asked(model));
    await question.locator('.monaco-button', { hasText: new RegExp(`^${button}$`) }).click();
    await question.waitFor({ state: 'detached' });
  }

  test('is not asked for where no key would be spent', async () => {
    assert.equal(await vscode.consumer.ask('free/small', 'Hello'), 'Grüße from the local server.');
    models.requests.length = 0;
  });

  test('is asked for once, however many requests wait, and nothing is sent before', async () => {
    const answers = [1, 2, 3].map(() => vscode.consumer.ask('locked/secret', 'Hello'));
    const question = vscode.dialog(asked('locked/secret'));
    await question.getByText('“Allow” applies to all Open LLM models').waitFor();
    await vscode.screenshot('consent');
    assert.equal(await question.count(), 1);
    assert.equal(chats(), 0);
    await answer('locked/secret', 'Allow for This Model');
    assert.deepEqual(await Promise.all(answers), Array(3).fill('The key is good.'));
    assert.equal(await vscode.consumer.ask('locked/secret', 'Hello'), 'The key is good.');
  });

  test('is asked for again for another model, in the status bar, and a no is a clear error', async () => {
    const before = chats();
    const refused = assert.rejects(vscode.consumer.ask('locked/other', 'Hello'), (error: unknown) => {
      assert(error instanceof ConsumerError);
      assert.match(error.message, /^You did not allow open-llm-test\.consumer to use locked\/other\./);
      assert.equal(error.code, 'NoPermissions');
      return true;
    });
    await waiting().click();
    await vscode.screenshot('consent-again');
    await answer('locked/other', 'Deny');
    await waiting().waitFor({ state: 'detached' });
    await refused;
    assert.equal(chats(), before);
  });

  test('is listed and revoked', async () => {
    const command = vscode.consumer.command('openLLM.access');
    const rows = vscode.page.locator('.quick-input-widget .monaco-list-row');
    await rows.filter({ hasText: 'denied' }).waitFor();
    await vscode.screenshot('access');
    assert.equal(await rows.count(), 2);
    await rows.filter({ hasText: 'denied' }).click();
    await command;
    const again = vscode.consumer.ask('locked/other', 'Hello');
    await waiting().click();
    await answer('locked/other', 'Allow');
    assert.equal(await again, 'The key is good.');
  });

  test('leaves a record of who used which model, without what was said', async () => {
    const files = (await readdir(vscode.home.config, { recursive: true })).filter((name) => name.endsWith('.jsonl'));
    const record = (await Promise.all(files.map((name) => readFile(join(vscode.home.config, name), 'utf8')))).join('');
    assert.match(record, /open-llm-test\.consumer/);
    assert.match(record, /locked\/secret/);
    assert.doesNotMatch(record, /Hello|The key is good/);
    assert.ok(!record.includes(goodKey));
  });
});
