import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accessibilityViolations, unavailableReason } from './browser.js';
import { requestsFor, pageTests } from './pageTests.js';
import { routesWith, configuredRoutes, builtIn, model, provider, configWith, type Edit } from './providersData.js';

describe('the model table', { skip: unavailableReason() ?? false }, () => {
  const { withPage } = pageTests('providers');
  const configuredModel = {
    ...model('own'),
    sources: { 'limits.contextTokens': 'configuration, ~/.config/openllm/config.yaml:7' },
  };

  test('edits a context size in place with the keyboard, and continues to offer all models', async () => {
    await withPage(configuredRoutes(), async (opened) => {
      const { page } = opened;
      await page.getByRole('button', { name: 'Change the context size of gpt-5, currently 400K' }).press('Enter');
      const field = page.getByRole('textbox', { name: 'Context size of gpt-5 in tokens' });
      await field.fill('large');
      await field.press('Enter');
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
      assert.deepEqual(await accessibilityViolations(page), []);
      await field.fill('128K');
      await field.press('Enter');
      const [edit] = await requestsFor<Edit>(opened, 'config/edit');
      assert.deepEqual(edit?.edits, [
        { path: ['providers', 'openai', 'models'], value: ['all', { id: 'gpt-5', contextTokens: 128_000 }] },
      ]);
      await page
        .getByRole('button', { name: /^Change the context size of gpt-5/ })
        .and(page.locator(':focus'))
        .waitFor();
    });
  });

  test('adds a context size to a named model, and removes it when the field is cleared', async () => {
    const named = configWith([
      {
        path: ['providers', 'openai', 'models'],
        value: ['own'],
        origin: { place: '~/.config/openllm/config.yaml:7' },
      } as never,
    ]);
    const routes = { ...routesWith([provider('openai', 'OpenAI')], [configuredModel]), 'config/show': () => named };
    await withPage(routes, async (opened) => {
      const { page } = opened;
      const edit = async (text: string): Promise<void> => {
        await page.getByRole('button', { name: /^Change the context size of own/ }).click();
        await page.getByRole('textbox', { name: /^Context size of own/ }).fill(text);
        await page.keyboard.press('Enter');
        await page.getByText('Saved in').waitFor();
      };
      await edit('64,000');
      await edit('');
      const edits = await requestsFor<Edit>(opened, 'config/edit');
      const path = ['providers', 'openai', 'models', 'own', 'contextTokens'];
      assert.deepEqual(
        edits.map(({ edits: requested }) => requested),
        [[{ path, value: 64_000 }], [{ path }]],
      );
    });
  });

  test('discards a changed context size on Escape', async () => {
    await withPage(configuredRoutes(), async ({ page, requests }) => {
      await page.getByRole('button', { name: /^Change the context size of gpt-5/ }).click();
      await page.getByRole('textbox', { name: /^Context size of gpt-5/ }).fill('1');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Change the context size of gpt-5/ }).waitFor();
      assert.ok(!requests.some(({ method }) => method === 'config/edit'));
    });
  });

  test('shows capabilities as icons with accessible names', async () => {
    await withPage(configuredRoutes(), async ({ page }) => {
      const row = page.getByRole('row', { name: /gpt-5/ });
      for (const name of ['Tools', 'Vision', 'Reasoning']) {
        await row.getByRole('img', { name, exact: true }).waitFor();
      }
      assert.equal(await row.getByRole('img', { name: 'Files' }).count(), 0);
    });
  });

  test('shows a long model name in the available space, and the full name and ID in a tooltip', async () => {
    const long = { ...model('gpt-5'), name: 'A model with a long display name that describes its purpose' };
    await withPage(
      routesWith([provider('openai', 'OpenAI')], [long]),
      async ({ page }) => {
        const name = page.locator('open-llm-model-table .name .cut').first();
        await name.waitFor();
        assert.equal(await name.getAttribute('title'), `${long.name} (openai/gpt-5)`);
        assert.ok(await name.evaluate((cell) => cell.scrollWidth <= cell.clientWidth));
      },
      { width: 1400 },
    );
  });

  test('shows the display names of providers', async () => {
    await withPage(configuredRoutes(), async ({ page }) => {
      await page.getByRole('option', { name: /All models/ }).click();
      await page.getByRole('row', { name: /gpt-5/ }).getByText('OpenAI', { exact: true }).waitFor();
    });
  });

  test('confirms for a few seconds that a change was saved', async () => {
    await withPage(configuredRoutes(), async ({ page }) => {
      await page.getByRole('checkbox', { name: 'Offer gpt-5' }).click();
      const saved = page.getByText('Saved in ~/.config/openllm/config.yaml.');
      await saved.waitFor();
      await saved.waitFor({ state: 'detached', timeout: 15_000 });
      assert.equal(await page.getByRole('button', { name: 'Undo' }).getAttribute('aria-disabled'), 'false');
    });
  });
});

describe('the list of available providers', { skip: unavailableReason() ?? false }, () => {
  const { withPage } = pageTests('providers');
  const providers = [
    builtIn('groq', 'Groq'),
    builtIn('alibaba', 'Alibaba'),
    builtIn('alibaba-cn', 'Alibaba (China)'),
    builtIn('alibaba-coding-plan', 'Alibaba Coding Plan'),
  ];

  test('groups the endpoints of a provider in one row, which opens a list of them', async () => {
    await withPage(routesWith(providers, []), async (opened) => {
      const { page } = opened;
      await page.getByRole('link', { name: 'Choose from the list' }).click();
      const rows = page.getByRole('listbox', { name: 'Add' }).getByRole('option');
      await rows.first().waitFor();
      assert.equal(await rows.count(), 2);
      await page.getByRole('option', { name: /Alibaba.*3 endpoints/s }).press('Enter');
      await page.getByRole('option', { name: /Alibaba Coding Plan/ }).waitFor();
      assert.equal(await rows.count(), 3);
      await page.getByRole('option', { name: /Alibaba \(China\)/ }).press('Enter');
      const [edit] = await requestsFor<Edit>(opened, 'config/edit');
      assert.deepEqual(edit?.edits, [{ path: ['providers', 'alibaba-cn'], value: { name: 'alibaba-cn' } }]);
    });
  });
});
