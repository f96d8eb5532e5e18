import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { until } from './consumer.js';
import { endlessPrompt, PacedModels } from './pacedModels.js';
import { ask, choose, column } from './playgroundPage.js';
import { RealVsCode, themes, type Theme } from './realVsCode.js';
import type { WebView } from './webView.js';

const question = 'What is a race condition? Answer briefly.';

describe('the playground in VS Code', { timeout: 180_000 }, () => {
  let models: PacedModels;
  let vscode: RealVsCode;

  const open = (): Promise<WebView> => vscode.openPage('openLLM.playground.open', 'open-llm-playground-page');

  before(async () => {
    models = await PacedModels.start();
    vscode = await RealVsCode.open({
      settings: {
        'openLLM.providers': [
          {
            name: 'lab',
            displayName: 'Lab',
            dialect: 'openai-chat',
            apiBase: models.url,
            models: [...PacedModels.names],
          },
          { name: 'gone', dialect: 'openai-chat', apiBase: 'http://127.0.0.1:9/v1', models: ['one'] },
        ],
      },
    });
    await vscode.consumer.modelsWith('lab/coder-8b');
  });

  after(async () => {
    await vscode?.close();
    models?.stop();
  });

  test('sends a prompt to four models in parallel and shows the usage of each', async () => {
    const page = await open();
    await choose(page, PacedModels.names);
    await ask(page, question);
    for (const name of PacedModels.names) {
      await page.getByRole('button', { name: `Ask ${name} again` }).waitFor();
    }
    for (const name of PacedModels.names) {
      const usage = await column(page, name).locator('dl').innerText();
      assert.match(usage, /First token\s+\d/);
      assert.match(usage, /Speed\s+\d+ tokens\/s/);
      assert.match(usage, /Tokens in\s+24/);
    }
    assert.match(await column(page, 'tiny-1b').locator('dl').innerText(), /Tokens out\s+\d+[^\n]*\s+best/);
    await column(page, 'thinker-70b').getByText('A lock, or an atomic increment').waitFor();
  });

  for (const theme of Object.keys(themes) as Theme[]) {
    test(`has no serious accessibility issues or console errors in the ${theme} theme`, async () => {
      await vscode.useTheme(theme);
      const page = await open();
      await column(page, 'coder-8b').getByText('computeIfAbsent').first().waitFor();
      await vscode.screenshot(`playground-${theme}`);
      await page.assertSound();
      await page.getByRole('button', { name: 'Compare' }).click();
      await page.getByRole('region', { name: 'Difference' }).waitFor();
      await vscode.screenshot(`playground-compare-${theme}`);
      await page.assertSound();
      await page.getByRole('button', { name: 'Compare' }).click();
    });
  }

  test('stops all responses and closes the connections to the provider', async () => {
    const page = await open();
    await ask(page, endlessPrompt);
    await until('four running responses', async () => (models.endless === 4 ? true : undefined));
    await page.getByRole('button', { name: 'Stop All' }).click();
    await until('all connections to be closed', async () => (models.endless === 0 ? true : undefined));
    for (const name of PacedModels.names) {
      await column(page, name).getByText('Stopped.').waitFor();
    }
  });

  test('shows the error of an unreachable model, and supports models of other extensions', async () => {
    const page = await open();
    await choose(page, ['one', 'One', 'writer-4b', 'tiny-1b']);
    await ask(page, question);
    await column(page, 'one').getByRole('alert').waitFor();
    await column(page, 'One').getByText('Hello from One.').waitFor();
    assert.match(await column(page, 'One').locator('dl').innerText(), /Tokens out\s+≈ 1/);
    await column(page, 'writer-4b').getByText('overwrites the first').waitFor();
    await vscode.screenshot('playground-other-vendor');
  });

  test('saves runs, and exports a saved run to a Markdown document', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Saved runs' }).click();
    await page
      .getByRole('button', { name: /coder-8b · writer-4b/ })
      .last()
      .click();
    await column(page, 'coder-8b').getByText('computeIfAbsent').first().waitFor();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Export as Markdown' }).click();
    await vscode.page.locator('.editor-instance .view-line', { hasText: '# Playground' }).first().waitFor();
    await vscode.consumer.command('workbench.action.revertAndCloseActiveEditor');
  });

  test('continues a run while its tab is hidden, and restores its state when it is shown again', async () => {
    const page = await open();
    await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill(question);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await vscode.consumer.command('openLLM.status');
    await until('the page to be removed', async () => (page.frame.isDetached() ? true : undefined));
    const reopened = await open();
    await column(reopened, 'thinker-70b').getByText('A lock, or an atomic increment').waitFor();
    assert.equal(await reopened.getByRole('textbox', { name: 'Prompt', exact: true }).inputValue(), question);
  });

  test('opens in a single tab, even after the window is reopened', async () => {
    await open();
    await open();
    await vscode.reopen();
    const restored = await open();
    await column(restored, 'thinker-70b').getByText('A lock, or an atomic increment').waitFor();
    assert.equal(await vscode.page.locator('.tabs-container .tab', { hasText: 'Playground' }).count(), 1);
  });
});
