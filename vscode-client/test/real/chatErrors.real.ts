import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { until } from './consumer.js';
import { FakeModels } from './fakeModels.js';
import { RealVsCode } from './realVsCode.js';

describe('an error in the built-in VS Code chat', { timeout: 300_000 }, () => {
  let models: FakeModels;
  let vscode: RealVsCode;

  before(async () => {
    models = await FakeModels.start();
    vscode = await RealVsCode.open({
      settings: {
        'chat.allowAnonymousAccess': true,
        'chat.byokUtilityModelDefault': 'mainAgent',
        'workbench.secondarySideBar.defaultVisibility': 'visible',
        // This is the only model, so VS Code selects it.
        'openLLM.providers': [
          {
            name: 'locked',
            dialect: 'openai-chat',
            apiBase: `${models.url}/locked/v1`,
            models: [{ id: 'secret', tools: true, contextTokens: 200_000 }],
          },
        ],
      },
    });
    await vscode.consumer.modelsWith('locked/secret');
    await vscode.storeKey('locked', 'canary-refused');
  });

  after(async () => {
    await vscode?.close();
    models?.stop();
  });

  test('is a short message without a stack trace', async () => {
    const { page } = vscode;
    await page
      .locator('.interactive-input-part .chat-input-picker-item, .interactive-input-part [aria-label*="Model" i]')
      .filter({ hasText: 'secret' })
      .first()
      .waitFor({ timeout: 60_000 });
    await page.locator('.interactive-input-part .monaco-editor').first().click();
    await page.keyboard.type('What is a closure?');
    await page.keyboard.press('Enter');
    const response = page.locator('.interactive-response').last();
    const text = await until('the error to be shown', async () => {
      const shown = (await response.count()) > 0 ? await response.innerText() : '';
      return shown.includes('Set Key') ? shown : undefined;
    }).finally(() => vscode.screenshot('chat-error'));
    console.log(`error for a rejected key in the VS Code chat: ${JSON.stringify(text)}`);
    assert.match(text, /Open LLM: Set Key/);
    assert.doesNotMatch(text, /\n\s*at |\.js:\d+|\.ts:\d+|canary/);
    assert.ok(text.length < 600, `${text.length} characters`);
  });
});
