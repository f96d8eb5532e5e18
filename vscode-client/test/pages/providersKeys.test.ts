import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accessibilityViolations, unavailableReason, type TestRoutes } from './browser.js';
import { requestsFor, pageTests } from './pageTests.js';
import { routesWith, selectOption, configuredRoutes, provider, configWith } from './providersData.js';

describe('the Providers and Models page', { skip: unavailableReason() ?? false }, () => {
  const { withPage } = pageTests('providers');

  const inWorkspace = { workspace: true, trusted: true, serverUp: true };

  describe('for API keys', () => {
    const lookup = {
      provider: 'openai',
      answering: 'system keychain, key of openai',
      tried: [
        { store: 'environment', place: 'environment variable OPENAI_API_KEY', outcome: 'absent' },
        { store: 'vscode', place: 'VS Code secret storage', outcome: 'absent' },
        { store: 'keychain', place: 'system keychain, key of openai', outcome: 'found', scope: 'user' },
        { store: 'dotenv', place: '.env files', outcome: 'unavailable', message: 'The file cannot be read.' },
      ],
    };
    const routes = (): TestRoutes => ({
      ...configuredRoutes(),
      'secrets/where': () => lookup,
      'secrets/copy': () => lookup,
      'secrets/delete': () => lookup,
      'key/enter': () => lookup,
      'secrets/test': () => ({ provider: 'openai', model: 'openai/gpt-5' }),
    });

    test('tests a new key immediately', async () => {
      await withPage(routes(), async ({ page }) => {
        await page.getByRole('button', { name: 'Change Key… for OpenAI' }).click();
        await page.getByText('The test succeeded. openai/gpt-5 responded.').waitFor();
      });
    });

    test('does not test a key if none was entered', async () => {
      await withPage({ ...routes(), 'key/enter': () => undefined }, async (opened) => {
        await opened.page.getByRole('button', { name: 'Change Key… for OpenAI' }).click();
        await requestsFor(opened, 'key/enter');
        await opened.page.getByText('Testing…').waitFor({ state: 'hidden' });
        assert.deepEqual(
          opened.requests.filter(({ method }) => method === 'secrets/test'),
          [],
        );
      });
    });

    test('shows the error from the provider if a key is rejected', async () => {
      const error = { kind: 'auth', message: 'OpenAI rejected the API key.', hint: 'Enter a different key.' };
      await withPage({ ...routes(), 'secrets/test': () => ({ provider: 'openai', error }) }, async ({ page }) => {
        await page.getByRole('button', { name: 'Test OpenAI' }).click();
        await page.getByText('OpenAI rejected the API key. Enter a different key.').waitFor();
      });
    });

    test('shows the lookup result of each store', async () => {
      await withPage(routes(), async ({ page }) => {
        await page.getByRole('button', { name: 'Key stores for OpenAI' }).click();
        await page.getByText('no key').first().waitFor();
        assert.deepEqual(await accessibilityViolations(page), []);
        const stores = page
          .getByRole('list', { name: 'Stores that are checked for the OpenAI API key' })
          .getByRole('listitem');
        await stores.first().waitFor();
        const texts = (await stores.allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim());
        assert.match(texts[0] ?? '', /^Environment OPENAI_API_KEY no key/);
        assert.match(texts[2] ?? '', /^System keychain used/);
        assert.match(texts[3] ?? '', /not available The file cannot be read\./);
      });
    });

    test('copies a key to a different store', async () => {
      await withPage(routes(), async (opened) => {
        await opened.page.getByRole('button', { name: 'Key stores for OpenAI' }).click();
        await opened.page.getByRole('button', { name: 'Copy Here: VS Code secret storage' }).click();
        assert.deepEqual(await requestsFor(opened, 'secrets/copy'), [
          { provider: 'openai', to: 'vscode', toScope: 'user', from: 'keychain' },
        ]);
      });
    });

    test('deletes a key from the store that contains it', async () => {
      await withPage(routes(), async (opened) => {
        await opened.page.getByRole('button', { name: 'Key stores for OpenAI' }).click();
        await opened.page.getByRole('button', { name: 'Delete: System keychain' }).click();
        assert.deepEqual(await requestsFor(opened, 'secrets/delete'), [
          { provider: 'openai', store: 'keychain', scope: 'user' },
        ]);
      });
    });

    test('saves a changed key in the store that is in use', async () => {
      await withPage(routes(), async (opened) => {
        await opened.page.getByRole('button', { name: 'Change Key… for OpenAI' }).click();
        assert.deepEqual(await requestsFor(opened, 'key/enter'), [
          { provider: 'openai', store: 'keychain', scope: 'user' },
        ]);
      });
    });

    test('shows which key is in use if a store with higher precedence has a key', async () => {
      const bothFound = {
        ...lookup,
        tried: [
          { store: 'environment', place: 'environment variable OPENAI_API_KEY', outcome: 'found' },
          ...lookup.tried.slice(1),
        ],
      };
      const shadowed = { ...routes(), 'secrets/where': () => bothFound, 'key/enter': () => bothFound };
      await withPage(shadowed, async ({ page }) => {
        await page.getByRole('button', { name: 'Change Key… for OpenAI' }).click();
        await page.getByText('The key in use comes from environment variable OPENAI_API_KEY.').waitFor();
      });
    });

    test('deletes only the key of the current workspace', async () => {
      const workspaceKey = {
        store: 'vscode',
        place: 'VS Code secret storage (workspace)',
        outcome: 'found',
        scope: 'workspace',
      };
      const withWorkspaceKey = {
        ...routes(),
        'secrets/where': () => ({ ...lookup, tried: [workspaceKey, lookup.tried[2]] }),
      };
      await withPage(withWorkspaceKey, async (opened) => {
        await opened.page.getByRole('button', { name: 'Key stores for OpenAI' }).click();
        await opened.page.getByRole('button', { name: 'Delete: VS Code secret storage' }).click();
        assert.deepEqual(await requestsFor(opened, 'secrets/delete'), [
          { provider: 'openai', store: 'vscode', scope: 'workspace' },
        ]);
      });
    });

    test('saves a separate key for the current workspace only', async () => {
      await withPage(routes(), async (opened) => {
        await opened.page.getByRole('button', { name: 'Key stores for OpenAI' }).click();
        await opened.post('surroundings', inWorkspace);
        await selectOption(opened, 'Scope of API keys that you enter or copy here', 'Me, in this workspace only');
        assert.deepEqual(await accessibilityViolations(opened.page), []);
        await opened.page.getByRole('button', { name: 'Enter…: VS Code secret storage' }).click();
        assert.deepEqual(await requestsFor(opened, 'key/enter'), [
          { provider: 'openai', store: 'vscode', scope: 'workspace' },
        ]);
      });
    });

    describe('if the provider has no key', () => {
      const { keySource: _, ...keyless } = provider('openai', 'OpenAI', {
        status: { state: 'no_key', message: 'No API key' },
        modelCount: 0,
      });
      const stores = ['environment', 'vscode', 'keychain', 'dotenv'] as const;
      const withoutKey = (): TestRoutes => ({
        ...routes(),
        ...routesWith([keyless], []),
        'secrets/where': () => ({
          provider: 'openai',
          tried: stores.map((store) => ({
            store,
            place: store,
            outcome: store === 'keychain' ? 'unavailable' : 'absent',
          })),
        }),
      });
      const storeLabel = 'Save the key in';

      test('saves the key in the configured store', async () => {
        const origin = { place: 'VS Code user settings', line: 0, column: 0 };
        const setting = { path: ['secrets', 'store'], value: 'dotenv', origin, overridden: [] };
        await withPage({ ...withoutKey(), 'config/show': () => configWith([setting]) }, async (opened) => {
          await opened.page.getByRole('combobox', { name: storeLabel }).waitFor();
          await opened.page.getByRole('button', { name: 'Enter Key… for OpenAI' }).click();
          assert.deepEqual(await requestsFor(opened, 'key/enter'), [
            { provider: 'openai', store: 'dotenv', scope: 'user' },
          ]);
        });
      });

      test('saves the key in a different writable store, optionally for the current workspace only', async () => {
        await withPage(withoutKey(), async (opened) => {
          const select = opened.page.getByRole('combobox', { name: storeLabel });
          await select.waitFor();
          await opened.post('surroundings', inWorkspace);
          await select.getByText('.env file, for this workspace only').waitFor({ state: 'attached' });
          assert.deepEqual(await select.locator('option').allTextContents(), [
            'VS Code secret storage',
            '.env file',
            'VS Code secret storage, for this workspace only',
            '.env file, for this workspace only',
          ]);
          assert.deepEqual(await accessibilityViolations(opened.page), []);
          await selectOption(opened, storeLabel, '.env file, for this workspace only');
          await opened.page.getByRole('button', { name: 'Enter Key… for OpenAI' }).click();
          assert.deepEqual(await requestsFor(opened, 'key/enter'), [
            { provider: 'openai', store: 'dotenv', scope: 'workspace' },
          ]);
        });
      });

      test('does not offer storage for the workspace in Restricted Mode', async () => {
        await withPage(withoutKey(), async (opened) => {
          const select = opened.page.getByRole('combobox', { name: storeLabel });
          await select.waitFor();
          await opened.post('surroundings', { ...inWorkspace, trusted: false });
          await opened.page.getByText('Restricted Mode').waitFor();
          assert.equal(await select.locator('option').count(), 2);
        });
      });
    });

    describe('if a key was not sent because it is bound to a different host', () => {
      const error = {
        kind: 'auth',
        code: 'key_of_other_host',
        message:
          'The API key for Work was not sent to https://new.example. The API key is bound to https://old.example.',
      } as const;
      const { keySource: _, ...work } = provider('work', 'Work', {
        needsKey: false,
        status: { state: 'no_key', message: 'The API key is bound to a different host', error },
      });

      test('shows the reason, and asks the user again on request', async () => {
        const routes = { ...routesWith([work], []), 'secrets/test': () => ({ provider: 'work', error }) };
        await withPage(routes, async (opened) => {
          const { page } = opened;
          await page.getByText(error.message).waitFor();
          await page.getByText('Not sent to this host').waitFor();
          await page.getByRole('button', { name: 'Ask Me Again about the API key for Work' }).click();
          assert.deepEqual(await requestsFor(opened, 'secrets/test'), [{ provider: 'work' }]);
        });
      });
    });
  });
});
