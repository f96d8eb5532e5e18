import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibilityViolations, waitUntil, themes } from './browser.js';
import { describePage, screenshot } from './describePage.js';
import { sendPrompt, PlaygroundHost, untilWatched } from './playgroundHost.js';
import { bracketed, untranslated } from './untranslated.js';

describePage('playground', 'the playground', (withPage) => {
  for (const theme of themes) {
    test(`has no serious accessibility issues or console errors in the ${theme} theme`, async () => {
      const host = new PlaygroundHost();
      await withPage({ theme, routes: host.routes(), width: 1300, height: 820 }, async (opened) => {
        const { page } = opened;
        await sendPrompt(page, 'What is a monad?');
        await untilWatched(host);
        host.respondAll();
        await page.getByText('0.42 s').first().waitFor();
        assert.deepEqual(await accessibilityViolations(page), []);
        await screenshot(opened, `playground-${theme}`);
        await page.getByRole('button', { name: 'Compare' }).click();
        await page.getByRole('region', { name: 'Difference' }).waitFor();
        assert.deepEqual(await accessibilityViolations(page), []);
        await screenshot(opened, `playground-compare-${theme}`);
        await page.getByRole('button', { name: 'Saved runs' }).click();
        await page.getByRole('list', { name: 'Saved runs' }).waitFor();
        assert.deepEqual(await accessibilityViolations(page), []);
        await screenshot(opened, `playground-runs-${theme}`);
      });
    });
  }

  test('shows all text in the display language of VS Code', async () => {
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes(), translations: bracketed() }, async (opened) => {
      const { page } = opened;
      await page.getByRole('textbox', { name: '⟦Prompt⟧', exact: true }).fill('Hello');
      for (const disclosure of ['⟦System prompt⟧', '⟦Parameters⟧', '⟦Tools⟧']) {
        await page.getByRole('button', { name: disclosure }).click();
      }
      await page.getByRole('button', { name: '⟦Run⟧', exact: true }).click();
      await untilWatched(host);
      const error = { kind: 'auth', message: 'The API key is missing.', hint: 'Set an API key.' } as const;
      host.emit(0, { type: 'reasoning', text: 'The user greets me.', atMs: 200 });
      host.emit(0, { type: 'text', text: 'Hi! How can I help you?', atMs: 400 });
      host.emit(0, { type: 'ended', state: 'stopped', atMs: 2000, usage: {} });
      host.emit(1, { type: 'ended', state: 'failed', atMs: 10, usage: {}, error });
      await page.getByText('The API key is missing.').first().waitFor();
      const unchanged = ['Hello', '"top_k"'];
      assert.deepEqual(await untranslated(page, [...opened.received, ...unchanged]), []);
      await page.getByRole('button', { name: '⟦Saved runs⟧' }).click();
      assert.deepEqual(await untranslated(page, [...opened.received, ...unchanged, 'Oct', 'Okt', 'AM']), []);
    });
  });

  test('accepts two to six models', async () => {
    await withPage({ routes: new PlaygroundHost().routes() }, async ({ page }) => {
      const columns = page.getByRole('group', { name: 'Responses' }).getByRole('region');
      const add = page.getByRole('button', { name: 'Add model' });
      await columns.first().waitFor();
      for (let count = 2; count < 6; count++) {
        assert.equal(await columns.count(), count);
        await add.click();
      }
      assert.equal(await columns.count(), 6);
      assert.equal(await add.isDisabled(), true);
      for (let count = 6; count > 2; count--) {
        await page.getByRole('button', { name: 'Remove GPT-5' }).first().click();
      }
      assert.equal(await columns.count(), 2);
      assert.equal(await page.getByRole('button', { name: /^Remove/ }).count(), 0);
    });
  });

  test('supports changing the model of a column with the keyboard', async () => {
    await withPage({ routes: new PlaygroundHost().routes() }, async ({ page }) => {
      await page.getByRole('button', { name: 'Model: GPT-5' }).focus();
      await page.keyboard.press('Enter');
      await page.keyboard.type('qwen');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Model: Qwen' }).waitFor();
    });
  });

  test('offers to add a provider if no models are available', async () => {
    await withPage({ routes: new PlaygroundHost([]).routes() }, async ({ page, requests }) => {
      await page.getByRole('button', { name: 'Add Provider…' }).click();
      await waitUntil(() => requests.some(({ method }) => method === 'configure/open'));
    });
  });

  test('shows why the models could not be loaded, and retries on request', async () => {
    const host = new PlaygroundHost();
    let attempts = 0;
    const models = (): unknown => {
      if (attempts++ === 0) {
        throw { info: { kind: 'internal', message: 'The server is not running.' } };
      }
      return host.models;
    };
    await withPage({ routes: { ...host.routes(), 'models/list': models } }, async ({ page }) => {
      await page.getByRole('alert').filter({ hasText: 'The server is not running.' }).waitFor();
      assert.equal(await page.getByText('Loading models…').count(), 0);
      await page.getByRole('button', { name: 'Try Again' }).click();
      await page.getByRole('button', { name: 'Model: GPT-5' }).waitFor();
      assert.equal(await page.getByRole('alert').count(), 0);
    });
  });

  test('fits in a narrow editor with all sections expanded', async () => {
    await withPage({ routes: new PlaygroundHost().routes(), width: 320 }, async ({ page }) => {
      for (const disclosure of ['System prompt', 'Parameters', 'Tools']) {
        await page.getByRole('button', { name: disclosure }).click();
      }
      for (const name of ['Run', 'More', 'Saved runs']) {
        const box = await page.getByRole('button', { name, exact: true }).boundingBox();
        assert.ok(box && box.x + box.width <= 320, `${name} ends at ${box ? box.x + box.width : 0}`);
      }
      const additionalFields = await page.getByRole('textbox', { name: 'Additional fields' }).boundingBox();
      assert.ok(additionalFields && additionalFields.x + additionalFields.width <= 320);
    });
  });
});
