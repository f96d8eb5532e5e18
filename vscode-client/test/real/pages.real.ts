import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { until } from './consumer.js';
import { FakeModels, goodKey, wrongKey } from './fakeModels.js';
import { RealVsCode, themes, type Theme } from './realVsCode.js';

describe('the pages in VS Code', { timeout: 300_000 }, () => {
  let models: FakeModels;
  let vscode: RealVsCode;

  before(async () => {
    models = await FakeModels.start();
    vscode = await RealVsCode.open({
      settings: {
        'openLLM.providers': [
          {
            name: 'local',
            dialect: 'openai-chat',
            apiBase: `${models.url}/v1`,
            models: [{ id: 'small', tools: true, vision: true, contextTokens: 200_000 }],
          },
          { name: 'locked', dialect: 'openai-chat', apiBase: `${models.url}/locked/v1`, models: ['secret'] },
          { name: 'ollama', apiBase: models.url, models: 'all' },
          { name: 'gone', dialect: 'openai-chat', apiBase: 'http://127.0.0.1:9/v1', models: ['one'] },
        ],
      },
    });
    await vscode.consumer.modelsWith('ollama/llama:8b');
    await vscode.storeKey('locked', wrongKey);
    await assert.rejects(vscode.allow(vscode.consumer.ask('locked/secret', 'Hello')));
    assert.equal(await vscode.consumer.ask('local/small', 'Hello'), 'Grüße from the local server.');
  });

  after(async () => {
    await vscode?.close();
    models?.stop();
  });

  for (const [command, rootElement, ready] of [
    ['openLLM.configure', 'open-llm-providers-page', 'Configured'],
    ['openLLM.status', 'open-llm-status-page', 'Test Consumer'],
  ] as const) {
    for (const theme of Object.keys(themes) as Theme[]) {
      test(`have no serious accessibility issues or console errors (${rootElement}, ${theme} theme)`, async () => {
        await vscode.useTheme(theme);
        const page = await vscode.openPage(command, rootElement);
        await page.getByText(ready).first().waitFor();
        await vscode.screenshot(`${command.split('.')[1]}-${theme}`);
        await page.assertSound();
      });
    }
  }

  // Without this test, the tests above might never detect a violation.
  test('are checked for violations of the content security policy', async () => {
    const page = await vscode.openPage('openLLM.status', 'open-llm-status-page');
    await page.frame.evaluate(
      "document.body.append(Object.assign(document.createElement('script'), { textContent: '1' }))",
    );
    await until('the violation', async () => vscode.faults.find((fault) => fault.includes('Content Security Policy')));
  });
});

describe('the first visit', { timeout: 300_000 }, () => {
  let models: FakeModels;
  let vscode: RealVsCode;

  before(async () => {
    models = await FakeModels.start();
    vscode = await RealVsCode.open();
  });

  after(async () => {
    await vscode?.close();
    models?.stop();
  });

  test('leads from an empty profile to a streamed response in less than a minute', async () => {
    const startedAt = Date.now();
    const step = (name: string): void => console.log(`${((Date.now() - startedAt) / 1000).toFixed(1)} s: ${name}`);
    const page = await vscode.openPage('openLLM.configure', 'open-llm-providers-page');
    await page.getByText('Any other provider').waitFor();
    step('the page is open');
    await vscode.screenshot('first-visit');
    await page.getByRole('textbox', { name: 'Base URL' }).fill(`${models.url}/locked/v1`);
    await page.getByRole('button', { name: 'Add Provider' }).click();
    await page.getByRole('button', { name: /^Enter Key…/ }).click();
    await vscode.page.locator('.quick-input-widget input[type=password]').waitFor();
    step('the provider is added');
    await vscode.type(goodKey);
    await page.getByText('secret').first().waitFor();
    step('its models are listed');
    await vscode.screenshot('first-visit-done');
    const [model] = await vscode.consumer.modelsWith('local/secret');
    const response = vscode.consumer.ask(model?.id ?? '', 'Hello');
    const consent = vscode.dialog('Allow Test Consumer (open-llm-test.consumer) to use');
    await consent.locator('.monaco-button', { hasText: /^Allow$/ }).click();
    assert.equal(await response, 'The API key is valid.');
    step('the response is complete');
    assert.ok(Date.now() - startedAt < 60_000);
    await page.assertSound();
  });
});
