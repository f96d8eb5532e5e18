import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { RealVsCode } from './realVsCode.js';

const path = '.config/openllm/config.yaml';

describe('a configuration file in a VS Code editor', { timeout: 120_000 }, () => {
  let vscode: RealVsCode;

  before(async () => {
    vscode = await RealVsCode.open({ workspace: { [path]: 'providers:\n  - name: \n    \ndefault_model: \n' } });
    await vscode.consumer.modelsWith('echo/echo');
    await vscode.consumer.openFile(join(vscode.workspace, path));
  });

  after(() => vscode?.close());

  test('suggests built-in providers as provider names', async () => {
    const suggested = await vscode.consumer.completions(join(vscode.workspace, path), 1, 10);
    assert.ok(suggested.includes('openai') && suggested.includes('anthropic'), suggested.join());
  });

  test('suggests the fields of a provider and shows descriptions on hover', async () => {
    assert.ok((await vscode.consumer.completions(join(vscode.workspace, path), 2, 4)).includes('api_base'));
    assert.deepEqual(await vscode.consumer.hovers(join(vscode.workspace, path), 0, 3), ['The providers to use.']);
  });

  test('inserts the selected suggestion', async () => {
    const { page } = vscode;
    await page.locator('.editor-instance .view-line', { hasText: 'default_model:' }).click();
    await page.keyboard.press('End');
    await page.keyboard.press('Control+Space');
    await page.locator('.suggest-widget .monaco-list-row', { hasText: 'echo/echo' }).first().waitFor();
    await vscode.screenshot('yaml-completion');
    await page.keyboard.type('echo/e');
    await page.keyboard.press('Enter');
    await page.locator('.editor-instance .view-line', { hasText: 'default_model: echo/echo' }).waitFor();
  });
});
