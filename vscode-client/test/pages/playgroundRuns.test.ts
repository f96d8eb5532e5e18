import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitUntil } from './browser.js';
import { describePage, paramsOf } from './describePage.js';
import { sendPrompt, PlaygroundHost, untilWatched } from './playgroundHost.js';

describePage('playground', 'the run view of the playground', (withPage) => {
  test('shows the difference between two responses', async () => {
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes() }, async ({ page }) => {
      await sendPrompt(page, 'Hello');
      await untilWatched(host);
      host.emit(0, { type: 'text', text: 'The sky is blue.', atMs: 100 });
      host.emit(1, { type: 'text', text: 'The sea is blue.', atMs: 100 });
      await page.getByRole('button', { name: 'Compare' }).click();
      const difference = page.getByRole('region', { name: 'Difference' });
      assert.equal(await difference.getByRole('deletion').textContent(), 'sky');
      assert.equal(await difference.getByRole('insertion').textContent(), 'sea');
    });
  });

  test('opens a saved run with its prompt and responses, including those of unavailable models', async () => {
    await withPage({ routes: new PlaygroundHost().routes() }, async ({ page }) => {
      await page.getByRole('button', { name: 'Saved runs' }).click();
      await page
        .getByRole('button', { name: /Why is the sky blue/ })
        .first()
        .click();
      await page.getByText('Rayleigh scattering.').waitFor();
      await page
        .getByRole('region', { name: 'Retired Model' })
        .getByText('Air molecules scatter blue light.')
        .waitFor();
      assert.equal(
        await page.getByRole('textbox', { name: 'Prompt', exact: true }).inputValue(),
        'Why is the sky blue?',
      );
      await page.getByRole('button', { name: 'Parameters (1)' }).waitFor();
    });
  });

  test('deletes a saved run', async () => {
    await withPage({ routes: new PlaygroundHost().routes() }, async ({ page, requests }) => {
      await page.getByRole('button', { name: 'Saved runs' }).click();
      await page.getByRole('button', { name: 'Delete Why is the sky blue?' }).click();
      await waitUntil(() => requests.some(({ method }) => method === 'runs/delete'));
      assert.deepEqual(paramsOf(requests, 'runs/delete'), { id: 'run-2' });
    });
  });

  test('exports the displayed run', async () => {
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes() }, async ({ page, requests }) => {
      const json = page.getByRole('menuitem', { name: 'Export as JSON' });
      await page.getByRole('button', { name: 'More' }).click();
      assert.equal(await json.isDisabled(), true);
      await page.keyboard.press('Escape');
      await sendPrompt(page, 'Hello');
      await page.getByRole('button', { name: 'Stop All' }).waitFor();
      await page.getByRole('button', { name: 'More' }).click();
      await json.click();
      await waitUntil(() => requests.some(({ method }) => method === 'run/export'));
      assert.deepEqual(requests.at(-1)?.params, { id: host.started?.id, format: 'json' });
    });
  });
});
