import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { until } from './consumer.js';
import { FakeModels } from './fakeModels.js';
import { RealVsCode, themes, type Theme } from './realVsCode.js';

describe('the pages in VS Code', { timeout: 120_000 }, () => {
  let models: FakeModels;
  let vscode: RealVsCode;

  before(async () => {
    models = await FakeModels.start();
    vscode = await RealVsCode.open({
      settings: {
        'openLLM.providers': [
          { name: 'local', dialect: 'openai-chat', apiBase: `${models.url}/v1`, models: [{ id: 'small', tools: true, vision: true, contextTokens: 200_000 }] },
          { name: 'locked', dialect: 'openai-chat', apiBase: `${models.url}/locked/v1`, models: ['secret'] },
          { name: 'ollama', apiBase: models.url, models: 'all' },
          { name: 'gone', dialect: 'openai-chat', apiBase: 'http://127.0.0.1:9/v1', models: ['one'] },
        ],
      },
    });
    await vscode.consumer.modelsWith('ollama/llama:8b');
    assert.equal(await vscode.consumer.ask('local/small', 'Hello'), 'Grüße from the local server.');
  });

  after(async () => {
    await vscode?.close();
    models?.stop();
  });

  for (const [command, rootElement, ready] of [
    ['openLLM.configure', 'open-llm-providers-page', 'In use'],
    ['openLLM.status', 'open-llm-status-page', 'open-llm-test.consumer'],
  ] as const) {
    for (const theme of Object.keys(themes) as Theme[]) {
      test(`${rootElement} has no serious accessibility fault and no console error in the ${theme} theme`, async () => {
        await vscode.useTheme(theme);
        const page = await vscode.openPage(command, rootElement);
        await page.getByText(ready).first().waitFor();
        await vscode.screenshot(`${command.split('.')[1]}-${theme}`);
        await page.assertSound();
      });
    }
  }

  // Without this the tests above could not fail for their second reason.
  test('a violation of the content security policy is noticed', async () => {
    const page = await vscode.openPage('openLLM.status', 'open-llm-status-page');
    await page.frame.evaluate("document.body.append(Object.assign(document.createElement('script'), { textContent: '1' }))");
    await until('the violation', async () => vscode.faults.find((fault) => fault.includes('Content Security Policy')));
  });
});
