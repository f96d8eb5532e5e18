import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { waitUntil, unavailableReason } from './browser.js';
import { requestsFor, pageTests } from './pageTests.js';
import {
  routesWith,
  selectOption,
  configuredRoutes,
  builtIn,
  model,
  userFile,
  provider,
  configWith,
  type Edit,
} from './providersData.js';

describe('the Providers and Models page', { skip: unavailableReason() ?? false }, () => {
  const { withPage } = pageTests('providers');

  describe('in the provider list', () => {
    test('adds a built-in provider from a search with the keyboard, and moves the focus to it', async () => {
      let providers = [provider('openai', 'OpenAI'), builtIn('groq', 'Groq')];
      const routes = {
        ...configuredRoutes(),
        'providers/list': () => ({ providers }),
        'config/edit': () => {
          providers = [provider('openai', 'OpenAI'), provider('groq', 'Groq')];
          return { changes: [{ path: ['providers', 'groq'] }], problems: [] };
        },
      };
      await withPage(routes, async (opened) => {
        const { page } = opened;
        await page.getByRole('textbox', { name: 'Find or add a provider' }).fill('groq');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: 'Groq', level: 2 }).waitFor();
        assert.deepEqual(await requestsFor<Edit>(opened, 'config/edit'), [
          { target: userFile, edits: [{ path: ['providers', 'groq'], value: { name: 'groq' } }] },
        ]);
        await page.getByRole('heading', { name: 'Groq', level: 2 }).and(page.locator(':focus')).waitFor();
      });
    });

    test('navigates with the arrow keys, selects with Enter, and returns to the search with Escape', async () => {
      await withPage(configuredRoutes(), async ({ page }) => {
        await page.getByRole('option', { name: /OpenAI/ }).focus();
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: 'Ollama' }).waitFor();
        assert.equal(await page.getByRole('option', { name: /Ollama/ }).getAttribute('aria-selected'), 'true');
        await page.keyboard.press('Escape');
        await page.getByRole('textbox', { name: 'Find or add a provider' }).and(page.locator(':focus')).waitFor();
      });
    });

    test('has a single tab stop', async () => {
      await withPage(configuredRoutes(), async ({ page }) => {
        await page.getByRole('option').first().waitFor();
        assert.equal(await page.locator('[role=option][tabindex="0"]').count(), 1);
      });
    });
  });

  describe('in the provider details', () => {
    test('shows an error with a hint, and retries on request', async () => {
      await withPage(configuredRoutes(), async (opened) => {
        await opened.page.getByRole('option', { name: /Ollama/ }).click();
        const alert = opened.page.getByRole('alert').filter({ hasText: 'No server is listening' });
        await alert.waitFor();
        assert.match((await alert.textContent()) ?? '', /Start Ollama/);
        await opened.page.getByRole('button', { name: 'Try Again: Ollama' }).click();
        const requests = await requestsFor<unknown>(opened, 'models/list');
        await waitUntil(() =>
          opened.requests.some(({ params }) => JSON.stringify(params) === '{"refresh":true,"provider":"ollama"}'),
        );
        assert.ok(requests.length > 0);
      });
    });

    test('saves a changed base URL in the source of the provider, and retains the focus', async () => {
      const inSettings = provider('openai', 'OpenAI', { source: 'VS Code settings' });
      await withPage(routesWith([inSettings], [model('gpt-5')]), async (opened) => {
        const { page } = opened;
        await page.getByRole('textbox', { name: 'Base URL' }).fill('https://proxy.example/v1');
        await page.keyboard.press('Enter');
        const [edit] = await requestsFor<Edit>(opened, 'config/edit');
        assert.deepEqual(edit, {
          target: { level: 'user', store: 'vscode' },
          edits: [{ path: ['providers', 'openai', 'apiBase'], value: 'https://proxy.example/v1' }],
        });
        await page.getByText('Saved in ~/.config/openllm/config.yaml.').waitFor();
        await page.getByRole('textbox', { name: 'Base URL' }).and(page.locator(':focus')).waitFor();
      });
    });

    test('undoes a change', async () => {
      const routes = { ...configuredRoutes(), 'config/undo': () => ({ left: 0 }) };
      await withPage(routes, async ({ page }) => {
        await page.getByRole('switch', { name: 'On' }).press('Space');
        await page.getByText('Saved in').waitFor();
        await page.getByRole('button', { name: 'Undo' }).click();
        await page.getByText('The change was undone.').waitFor();
        await page.getByRole('button', { name: 'Undo' }).and(page.locator(':focus')).waitFor();
      });
    });

    test('moves the provider to a different source', async () => {
      await withPage({ ...configuredRoutes(), 'config/move': () => null }, async (opened) => {
        await selectOption(opened, 'Save changes in', 'My VS Code settings');
        await opened.page.getByRole('button', { name: 'Move Provider to This Location' }).click();
        assert.deepEqual(await requestsFor(opened, 'config/move'), [
          { provider: 'openai', from: userFile, to: { level: 'user', store: 'vscode' } },
        ]);
      });
    });

    test('opens the source of the provider at its line', async () => {
      await withPage({ ...configuredRoutes(), 'config/open': () => null }, async (opened) => {
        await opened.page.getByRole('link', { name: '~/.config/openllm/config.yaml:3' }).click();
        assert.deepEqual(await requestsFor(opened, 'config/open'), [{ source: '~/.config/openllm/config.yaml:3' }]);
      });
    });

    test('removes the provider through its menu with the keyboard', async () => {
      await withPage(configuredRoutes(), async (opened) => {
        const { page } = opened;
        await page.getByRole('button', { name: 'More actions for OpenAI' }).press('Enter');
        await page.keyboard.press('End');
        await page.keyboard.press('Enter');
        const [edit] = await requestsFor<Edit>(opened, 'config/edit');
        assert.deepEqual(edit, { target: userFile, edits: [{ path: ['providers', 'openai'] }] });
      });
    });

    test('closes the menu with Escape, and returns the focus to the menu button', async () => {
      await withPage(configuredRoutes(), async ({ page }) => {
        await page.getByRole('button', { name: 'More actions for OpenAI' }).press('Enter');
        await page.getByRole('menuitem', { name: 'Remove' }).waitFor();
        await page.keyboard.press('Escape');
        await page.getByRole('menuitem', { name: 'Remove' }).waitFor({ state: 'hidden' });
        await page.getByRole('button', { name: 'More actions for OpenAI' }).and(page.locator(':focus')).waitFor();
      });
    });
  });

  describe('in the configuration view', () => {
    const state = { view: { kind: 'configuration' } };

    test('changes the source from which the configuration is read', async () => {
      await withPage(
        configuredRoutes(),
        async (opened) => {
          await selectOption(opened, 'Read from', 'Configuration files only');
          const [edit] = await requestsFor<Edit>(opened, 'config/edit');
          assert.deepEqual(edit, {
            target: { level: 'user', store: 'vscode' },
            edits: [{ path: ['config', 'source'], value: 'native' }],
          });
        },
        { state },
      );
    });

    test('saves new values in the first available source', async () => {
      const places = configWith().places.filter(({ target }) => target?.store === 'vscode');
      const routes = {
        ...routesWith([builtIn('groq', 'Groq')], []),
        'config/show': () => ({ ...configWith(), places }),
      };
      await withPage(routes, async (opened) => {
        await opened.page.getByRole('textbox', { name: 'Base URL' }).fill('https://llm.acme.example/v1');
        await opened.page.keyboard.press('Enter');
        const [edit] = await requestsFor<Edit>(opened, 'config/edit');
        assert.deepEqual(edit?.target, { level: 'user', store: 'vscode' });
      });
    });

    test('previews the changes of a copy, and links to the backup afterward', async () => {
      const changes = [
        { path: ['providers', 'work', 'apiBase'], before: 'http://a.example', after: 'http://b.example' },
      ];
      const routes = {
        ...configuredRoutes(),
        'config/transfer': ({ preview }: { preview: boolean }) =>
          preview ? { changes, problems: [] } : { changes, problems: [], backup: '/home/me/config.yaml.bak' },
      };
      await withPage(
        routes,
        async (opened) => {
          const { page } = opened;
          await page.getByRole('button', { name: 'Preview Changes' }).click();
          await page.getByRole('list', { name: 'Changes' }).getByText('http://b.example').waitFor();
          await page.getByRole('button', { name: 'Copy', exact: true }).click();
          await page.getByRole('link', { name: '/home/me/config.yaml.bak' }).waitFor();
          const requests = await requestsFor<{ preview: boolean }>(opened, 'config/transfer');
          assert.deepEqual(
            requests.map(({ preview }) => preview),
            [true, false],
          );
        },
        { state },
      );
    });
  });
});
