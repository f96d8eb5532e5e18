import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { until, type Consumer } from './consumer.js';
import { FakeModels } from './fakeModels.js';
import { RealVsCode } from './realVsCode.js';

const sample = 'open-llm-samples.explain';

describe('the API for other extensions', { timeout: 120_000 }, () => {
  let models: FakeModels;
  let consumer: Consumer;
  let vscode: RealVsCode;

  before(async () => {
    models = await FakeModels.start();
    vscode = await RealVsCode.open({
      settings: {
        'openLLM.defaultModel': 'local/small',
        'openLLM.providers': [
          { name: 'local', dialect: 'openai-chat', apiBase: `${models.url}/v1`, models: ['small'] },
          { name: 'locked', dialect: 'openai-chat', apiBase: `${models.url}/locked/v1`, models: ['secret'] },
        ],
      },
    });
    consumer = vscode.consumer;
    await consumer.modelsWith('local/small');
  });

  after(async () => {
    await vscode?.close();
    models?.stop();
  });

  test('streams a response into a document', async () => {
    assert.equal(await consumer.command('explain.selection', 'let x = 1;'), 'Grüße from the local server.');
    await vscode.page.locator('.editor-instance .view-line', { hasText: 'Grüße from the local server.' }).waitFor();
    await vscode.screenshot('sample-explained');
  });

  test('reports the connection state and its changes', async () => {
    const item = vscode.page.locator('.statusbar-item', { hasText: 'Explain:' });
    await item.filter({ hasText: 'ready' }).waitFor();
    const before = [
      { name: 'local', dialect: 'openai-chat', apiBase: `${models.url}/v1`, models: ['small'] },
      { name: 'locked', dialect: 'openai-chat', apiBase: `${models.url}/locked/v1`, models: ['secret'] },
    ];
    await consumer.setting('openLLM.providers', [{ name: 'anthropic' }]);
    await item.filter({ hasText: 'error' }).waitFor();
    await consumer.setting('openLLM.providers', before);
    await item.filter({ hasText: 'ready' }).waitFor();
  });

  test('records usage under the ID of the extension that makes the request', async () => {
    const record = await until('the usage record', async () => {
      const folder = join(vscode.home.config, 'usage');
      const files = await readdir(folder).catch(() => []);
      const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
      return texts.find((text) => text.includes(sample));
    });
    assert.match(record, /local\/small/);
  });

  test('rejects the context of another extension', async () => {
    await assert.rejects(consumer.askThroughApi(sample, 'Hello'), {
      message: `open-llm-test.consumer requested the Open LLM API with the context of ${sample}.`,
    });
    assert.equal(await consumer.askThroughApi('open-llm-test.consumer', 'Hello'), 'Grüße from the local server.');
  });

  test('closes the connection to the provider when a request is canceled', async () => {
    const endless = models.nextEndless();
    const closed = models.nextClosed();
    const stopped = consumer.command('explain.selection', 'Write a story that never ends.');
    await endless;
    const progress = vscode.notification('Explaining');
    await progress.waitFor();
    await progress.locator('.monaco-button', { hasText: 'Cancel' }).click();
    await closed;
    assert.equal(await stopped, null);
  });

  test('provides the kind of an error, so that the extension can offer a solution', async () => {
    const selection = consumer.command('explain.model');
    await vscode.pick(/secret/);
    await selection;
    const failed = consumer.command('explain.selection', 'let x = 1;');
    const message = vscode.notification(/key/i);
    await message.waitFor();
    await vscode.screenshot('sample-error');
    await message.locator('.monaco-button', { hasText: 'Providers and Models' }).click();
    await failed;
    await vscode.page.locator('.tab', { hasText: 'Providers and Models' }).waitFor();
  });
});
