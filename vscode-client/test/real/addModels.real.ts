import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { question, textOf, until, type Consumer, type ListedModel } from './consumer.js';
import { FakeModels, goodKey } from './fakeModels.js';
import { RealVsCode } from './realVsCode.js';

const vendor = 'open-llm-added';

describe('a model group that was added with Add Models in VS Code', { timeout: 120_000 }, () => {
  let models: FakeModels;
  let consumer: Consumer;
  let vscode: RealVsCode;
  /** The file in which VS Code stores groups. */
  let file: string;

  before(async () => {
    models = await FakeModels.start();
    vscode = await RealVsCode.open({
      settings: {
        'chat.allowAnonymousAccess': true,
        'openLLM.providers': [
          { name: 'local', dialect: 'openai-chat', apiBase: `${models.url}/v1`, models: ['small'] },
        ],
      },
    });
    consumer = vscode.consumer;
    file = vscode.home.inside('data/User/chatLanguageModels.json');
    await consumer.modelsWith('local/small');
  });

  after(async () => {
    await vscode?.close();
    models?.stop();
  });

  test('is configured step by step', async () => {
    const { page } = vscode;
    await consumer.command('workbench.action.chat.manage');
    const name = page.locator('.quick-input-widget input').first();
    // VS Code ignores a selection in this menu while it is loading the page below.
    await until('the first question', async () => {
      await page.getByRole('button', { name: 'Add Models' }).first().click();
      await page.getByRole('menuitem', { name: 'Open LLM Provider' }).click();
      const opened = name.waitFor({ timeout: 5000 });
      return opened.then(
        () => true,
        () => undefined,
      );
    });
    await vscode.type('Work');
    await vscode.screenshot('add-models-service');
    await vscode.pick(/Custom provider: OpenAI Chat Completions/);
    await vscode.type(`${models.url}/locked/v1`);
    await vscode.screenshot('add-models-key');
    await vscode.type(goodKey);
    await modelOfGroup();
    await vscode.screenshot('add-models-added');
  });

  test('provides its models only under its own vendor', async () => {
    const found = (await consumer.models({})).filter(({ name }) => name === 'secret');
    assert.deepEqual(
      found.map((model) => model.vendor),
      [vendor],
    );
    assert.deepEqual(
      (await consumer.models()).map(({ id }) => id).filter((id) => id.includes('secret')),
      [],
    );
  });

  test('uses an API key that VS Code stores outside the configuration files', async () => {
    const { id } = await modelOfGroup();
    const { parts } = await vscode.allow(consumer.send({ vendor, model: id, messages: [question('Hello')] }));
    assert.equal(textOf(parts), 'The API key is valid.');
    assert.doesNotMatch(await readFile(file, 'utf8'), new RegExp(goodKey));
    assert.doesNotMatch(await readFile(vscode.home.inside('data/User/settings.json'), 'utf8'), new RegExp(goodKey));
  });

  test('is restored with the same models after the window is reopened', async () => {
    const before = await modelOfGroup();
    await vscode.reopen();
    assert.deepEqual(await modelOfGroup(), before);
    assert.equal((await consumer.models({})).filter(({ name }) => name === 'secret').length, 1);
  });

  test('does not send its API key to another host without user approval', async () => {
    const moved = `${models.url.replace('127.0.0.1', 'localhost')}/locked/v1`;
    await writeFile(file, (await readFile(file, 'utf8')).replace(`${models.url}/locked/v1`, moved));
    await vscode.reopen();
    const dialog = vscode.dialog('Send the API key for');
    await dialog.waitFor();
    assert.match((await dialog.textContent()) ?? '', /localhost/);
    await dialog.locator('.monaco-button', { hasText: 'Cancel' }).click();
    assert.ok(!models.requests.some(({ host, authorization }) => host?.startsWith('localhost') && authorization));
  });

  async function modelOfGroup(): Promise<ListedModel> {
    return until('the model of the group', async () => (await consumer.models({ vendor }))[0]);
  }
});
