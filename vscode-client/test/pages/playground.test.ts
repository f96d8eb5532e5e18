import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibilityFaults, eventually, themes } from './browser.js';
import { describePage, screenshot } from './describePage.js';
import { ask, PlaygroundHost, watched } from './playgroundHost.js';
import { bracketed, untranslated } from './untranslated.js';

describePage('playground', 'the playground', (withPage) => {
  for (const theme of themes) {
    test(`has no serious accessibility fault and no console error in the ${theme} theme`, async () => {
      const host = new PlaygroundHost();
      await withPage({ theme, routes: host.routes(), width: 1300, height: 820 }, async (opened) => {
        const { page } = opened;
        await ask(page, 'What is a monad?');
        await watched(host);
        host.answerAll();
        await page.getByText('0.42 s').first().waitFor();
        assert.deepEqual(await accessibilityFaults(page), []);
        await screenshot(opened, `playground-${theme}`);
        await page.getByRole('button', { name: 'Compare' }).click();
        await page.getByRole('region', { name: 'Difference' }).waitFor();
        assert.deepEqual(await accessibilityFaults(page), []);
        await screenshot(opened, `playground-compare-${theme}`);
        await page.getByRole('button', { name: 'Saved runs' }).click();
        await page.getByRole('list', { name: 'Saved runs' }).waitFor();
        assert.deepEqual(await accessibilityFaults(page), []);
        await screenshot(opened, `playground-runs-${theme}`);
      });
    });
  }

  test('says everything in the language of VS Code', async () => {
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes(), translations: bracketed() }, async (opened) => {
      const { page } = opened;
      await page.getByRole('textbox', { name: '⟦Prompt⟧', exact: true }).fill('Hello');
      for (const disclosure of ['⟦System prompt⟧', '⟦Parameters⟧', '⟦Tools⟧']) {
        await page.getByRole('button', { name: disclosure }).click();
      }
      await page.getByRole('button', { name: '⟦Run⟧', exact: true }).click();
      await watched(host);
      const error = { kind: 'auth', message: 'No key.', hint: 'Set one.' } as const;
      host.happens(0, { type: 'reasoning', text: 'Hm.', atMs: 200 });
      host.happens(0, { type: 'text', text: 'Good day.', atMs: 400 });
      host.happens(0, { type: 'ended', state: 'stopped', atMs: 2000, usage: {} });
      host.happens(1, { type: 'ended', state: 'failed', atMs: 10, usage: {}, error });
      await page.getByText('No key.').first().waitFor();
      const asWritten = ['Hello', '"top_k"'];
      assert.deepEqual(await untranslated(page, [...opened.told, ...asWritten]), []);
      await page.getByRole('button', { name: '⟦Saved runs⟧' }).click();
      assert.deepEqual(await untranslated(page, [...opened.told, ...asWritten, 'Oct', 'Okt', 'AM']), []);
    });
  });

  test('takes two to six models', async () => {
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

  test('changes the model of a column by the keyboard', async () => {
    await withPage({ routes: new PlaygroundHost().routes() }, async ({ page }) => {
      await page.getByRole('button', { name: 'Model: GPT-5' }).focus();
      await page.keyboard.press('Enter');
      await page.keyboard.type('qwen');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Model: Qwen' }).waitFor();
    });
  });

  test('offers to add a provider where there is no model', async () => {
    await withPage({ routes: new PlaygroundHost([]).routes() }, async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Add Provider…' }).click();
      await eventually(() => asked.some(({ method }) => method === 'configure/open'));
    });
  });

  test('says why it knows no models, and asks again when the user wants', async () => {
    const host = new PlaygroundHost();
    let tries = 0;
    const models = (): unknown => {
      if (tries++ === 0) {
        throw { info: { kind: 'internal', message: 'The server does not run.' } };
      }
      return host.models;
    };
    await withPage({ routes: { ...host.routes(), 'models/list': models } }, async ({ page }) => {
      await page.getByRole('alert').filter({ hasText: 'The server does not run.' }).waitFor();
      assert.equal(await page.getByText('Loading models…').count(), 0);
      await page.getByRole('button', { name: 'Try Again' }).click();
      await page.getByRole('button', { name: 'Model: GPT-5' }).waitFor();
      assert.equal(await page.getByRole('alert').count(), 0);
    });
  });

  test('is no wider than a narrow editor, with everything open', async () => {
    await withPage({ routes: new PlaygroundHost().routes(), width: 320 }, async ({ page }) => {
      for (const disclosure of ['System prompt', 'Parameters', 'Tools']) {
        await page.getByRole('button', { name: disclosure }).click();
      }
      for (const name of ['Run', 'More', 'Saved runs']) {
        const box = await page.getByRole('button', { name, exact: true }).boundingBox();
        assert.ok(box && box.x + box.width <= 320, `${name} ends at ${box ? box.x + box.width : 0}`);
      }
      const further = await page.getByRole('textbox', { name: 'Additional fields' }).boundingBox();
      assert.ok(further && further.x + further.width <= 320);
    });
  });
});
