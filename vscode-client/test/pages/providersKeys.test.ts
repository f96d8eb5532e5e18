import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accessibilityFaults, missing, type TestRoutes } from './browser.js';
import { askedFor, pageTests } from './pageTests.js';
import { answering, choose, configured, provider, shown } from './providersData.js';

describe('the page of providers and models', { skip: missing() ?? false }, () => {
  const { withPage } = pageTests('providers');

  const inWorkspace = { workspace: true, trusted: true, serverUp: true };

  describe('of keys', () => {
    const where = {
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
      ...configured(),
      'secrets/where': () => where,
      'secrets/copy': () => where,
      'secrets/delete': () => where,
      'key/enter': () => where,
      'secrets/test': () => ({ provider: 'openai', model: 'openai/gpt-5' }),
    });

    test('tries a key that was entered at once', async () => {
      await withPage(routes(), async ({ page }) => {
        await page.getByRole('button', { name: 'Change Key… for OpenAI' }).click();
        await page.getByText('The test succeeded. openai/gpt-5 responded.').waitFor();
      });
    });

    test('tries no key when none was entered', async () => {
      await withPage({ ...routes(), 'key/enter': () => undefined }, async (opened) => {
        await opened.page.getByRole('button', { name: 'Change Key… for OpenAI' }).click();
        await askedFor(opened, 'key/enter');
        await opened.page.getByText('Testing…').waitFor({ state: 'hidden' });
        assert.deepEqual(
          opened.asked.filter(({ method }) => method === 'secrets/test'),
          [],
        );
      });
    });

    test('says what the provider said of a key it refuses', async () => {
      const error = { kind: 'auth', message: 'OpenAI refuses the key.', hint: 'Enter another.' };
      await withPage({ ...routes(), 'secrets/test': () => ({ provider: 'openai', error }) }, async ({ page }) => {
        await page.getByRole('button', { name: 'Test OpenAI' }).click();
        await page.getByText('OpenAI refuses the key. Enter another.').waitFor();
      });
    });

    test('shows every store with what was found there', async () => {
      await withPage(routes(), async ({ page }) => {
        await page.getByRole('button', { name: 'Key stores for OpenAI' }).click();
        await page.getByText('no key').first().waitFor();
        assert.deepEqual(await accessibilityFaults(page), []);
        const stores = page
          .getByRole('list', { name: 'Stores that are checked for the OpenAI API key' })
          .getByRole('listitem');
        await stores.first().waitFor();
        const said = (await stores.allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim());
        assert.match(said[0] ?? '', /^Environment OPENAI_API_KEY no key/);
        assert.match(said[2] ?? '', /^System keychain used/);
        assert.match(said[3] ?? '', /not available The file cannot be read\./);
      });
    });

    test('copies a key to another store', async () => {
      await withPage(routes(), async (opened) => {
        await opened.page.getByRole('button', { name: 'Key stores for OpenAI' }).click();
        await opened.page.getByRole('button', { name: 'Copy Here: VS Code secret storage' }).click();
        assert.deepEqual(await askedFor(opened, 'secrets/copy'), [
          { provider: 'openai', to: 'vscode', toScope: 'user', from: 'keychain' },
        ]);
      });
    });

    test('deletes a key from the store that has it', async () => {
      await withPage(routes(), async (opened) => {
        await opened.page.getByRole('button', { name: 'Key stores for OpenAI' }).click();
        await opened.page.getByRole('button', { name: 'Delete: System keychain' }).click();
        assert.deepEqual(await askedFor(opened, 'secrets/delete'), [
          { provider: 'openai', store: 'keychain', scope: 'user' },
        ]);
      });
    });

    test('puts another key where the one is that is used', async () => {
      await withPage(routes(), async (opened) => {
        await opened.page.getByRole('button', { name: 'Change Key… for OpenAI' }).click();
        assert.deepEqual(await askedFor(opened, 'key/enter'), [
          { provider: 'openai', store: 'keychain', scope: 'user' },
        ]);
      });
    });

    test('says that a key that was stored is not used, because a place that comes first has one', async () => {
      const both = {
        ...where,
        tried: [
          { store: 'environment', place: 'environment variable OPENAI_API_KEY', outcome: 'found' },
          ...where.tried.slice(1),
        ],
      };
      const shadowed = { ...routes(), 'secrets/where': () => both, 'key/enter': () => both };
      await withPage(shadowed, async ({ page }) => {
        await page.getByRole('button', { name: 'Change Key… for OpenAI' }).click();
        await page.getByText('The key in use comes from environment variable OPENAI_API_KEY.').waitFor();
      });
    });

    test('deletes a key of this workspace alone', async () => {
      const here = {
        store: 'vscode',
        place: 'VS Code secret storage (workspace)',
        outcome: 'found',
        scope: 'workspace',
      };
      const theirs = { ...routes(), 'secrets/where': () => ({ ...where, tried: [here, where.tried[2]] }) };
      await withPage(theirs, async (opened) => {
        await opened.page.getByRole('button', { name: 'Key stores for OpenAI' }).click();
        await opened.page.getByRole('button', { name: 'Delete: VS Code secret storage' }).click();
        assert.deepEqual(await askedFor(opened, 'secrets/delete'), [
          { provider: 'openai', store: 'vscode', scope: 'workspace' },
        ]);
      });
    });

    test('keeps another key for this workspace only', async () => {
      await withPage(routes(), async (opened) => {
        await opened.page.getByRole('button', { name: 'Key stores for OpenAI' }).click();
        await opened.tell('surroundings', inWorkspace);
        await choose(opened, 'Scope of API keys that you enter or copy here', 'Me, in this workspace only');
        assert.deepEqual(await accessibilityFaults(opened.page), []);
        await opened.page.getByRole('button', { name: 'Enter…: VS Code secret storage' }).click();
        assert.deepEqual(await askedFor(opened, 'key/enter'), [
          { provider: 'openai', store: 'vscode', scope: 'workspace' },
        ]);
      });
    });

    describe('that is the first of its provider', () => {
      const { keySource: _, ...keyless } = provider('openai', 'OpenAI', {
        status: { state: 'no_key', message: 'No API key' },
        modelCount: 0,
      });
      const stores = ['environment', 'vscode', 'keychain', 'dotenv'] as const;
      const first = (): TestRoutes => ({
        ...routes(),
        ...answering([keyless], []),
        'secrets/where': () => ({
          provider: 'openai',
          tried: stores.map((store) => ({
            store,
            place: store,
            outcome: store === 'keychain' ? 'unavailable' : 'absent',
          })),
        }),
      });
      const place = 'Save the key in';

      test('is kept where the settings say', async () => {
        const origin = { place: 'VS Code user settings', line: 0, column: 0 };
        const setting = { path: ['secrets', 'store'], value: 'dotenv', origin, overridden: [] };
        await withPage({ ...first(), 'config/show': () => shown([setting]) }, async (opened) => {
          await opened.page.getByRole('combobox', { name: place }).waitFor();
          await opened.page.getByRole('button', { name: 'Enter Key… for OpenAI' }).click();
          assert.deepEqual(await askedFor(opened, 'key/enter'), [
            { provider: 'openai', store: 'dotenv', scope: 'user' },
          ]);
        });
      });

      test('is kept in another place that can be written, for this workspace only if so chosen', async () => {
        await withPage(first(), async (opened) => {
          const select = opened.page.getByRole('combobox', { name: place });
          await select.waitFor();
          await opened.tell('surroundings', inWorkspace);
          await select.getByText('.env file, for this workspace only').waitFor({ state: 'attached' });
          assert.deepEqual(await select.locator('option').allTextContents(), [
            'VS Code secret storage',
            '.env file',
            'VS Code secret storage, for this workspace only',
            '.env file, for this workspace only',
          ]);
          assert.deepEqual(await accessibilityFaults(opened.page), []);
          await choose(opened, place, '.env file, for this workspace only');
          await opened.page.getByRole('button', { name: 'Enter Key… for OpenAI' }).click();
          assert.deepEqual(await askedFor(opened, 'key/enter'), [
            { provider: 'openai', store: 'dotenv', scope: 'workspace' },
          ]);
        });
      });

      test('is not kept for a workspace in Restricted Mode', async () => {
        await withPage(first(), async (opened) => {
          const select = opened.page.getByRole('combobox', { name: place });
          await select.waitFor();
          await opened.tell('surroundings', { ...inWorkspace, trusted: false });
          await opened.page.getByText('Restricted Mode').waitFor();
          assert.equal(await select.locator('option').count(), 2);
        });
      });
    });

    describe('of which one was not sent because it belongs to another host', () => {
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

      test('says so, and has the user asked again', async () => {
        const routes = { ...answering([work], []), 'secrets/test': () => ({ provider: 'work', error }) };
        await withPage(routes, async (opened) => {
          const { page } = opened;
          await page.getByText(error.message).waitFor();
          await page.getByText('Not sent to this host').waitFor();
          await page.getByRole('button', { name: 'Ask Me Again about the API key for Work' }).click();
          assert.deepEqual(await askedFor(opened, 'secrets/test'), [{ provider: 'work' }]);
        });
      });
    });
  });
});
