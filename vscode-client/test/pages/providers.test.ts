import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accessibilityViolations, unavailableReason, themes } from './browser.js';
import { requestsFor, pageTests } from './pageTests.js';
import type { ModelInfo } from '@open-llm/client';
import {
  routesWith,
  configuredRoutes,
  builtIn,
  model as modelOf,
  userFile,
  provider,
  type Edit,
} from './providersData.js';
import { bracketed, untranslated } from './untranslated.js';

describe('the Providers and Models page', { skip: unavailableReason() ?? false }, () => {
  const { open, withPage } = pageTests('providers');

  for (const theme of themes) {
    test(`has no serious accessibility issues or console errors in the ${theme} theme`, async () => {
      const opened = await open({ theme, routes: configuredRoutes() });
      await opened.page.getByRole('grid').waitFor();
      assert.deepEqual(await accessibilityViolations(opened.page), []);
      assert.deepEqual(opened.errors, []);
      await opened.close();
    });
  }

  for (const [view, routes, state] of [
    ['the first visit', routesWith([builtIn('groq', 'Groq')], []), undefined],
    ['a provider with models', configuredRoutes(), undefined],
    ['the list of providers to add', configuredRoutes(), { view: { kind: 'add' } }],
    ['all models', configuredRoutes(), { view: { kind: 'models' } }],
    ['the configuration', configuredRoutes(), { view: { kind: 'configuration' } }],
  ] as const) {
    test(`shows all text in the display language without accessibility issues: ${view}`, async () => {
      const opened = await open({ routes, state, translations: bracketed() });
      await opened.page.getByRole('heading', { level: 2 }).first().waitFor();
      assert.deepEqual(await untranslated(opened.page, opened.received), []);
      assert.deepEqual(await accessibilityViolations(opened.page), []);
      await opened.close();
    });
  }

  describe('on the first visit', () => {
    const empty = routesWith([builtIn('groq', 'Groq')], []);

    test('shows three ways to get started', async () => {
      await withPage(empty, async ({ page }) => {
        await page.getByRole('heading', { name: 'Paste an API key' }).waitFor();
        assert.equal(await page.getByRole('heading', { name: 'A model on this machine' }).isVisible(), true);
        assert.equal(await page.getByRole('heading', { name: 'Any other provider' }).isVisible(), true);
      });
    });

    test('shows that the detection of local providers is turned off', async () => {
      const off = { path: ['discovery', 'enabled'], value: false, origin: { place: 'VS Code settings' } };
      const shown = async (): Promise<unknown> => ({
        ...((await empty['config/show']?.({} as never, () => {})) as object),
        values: [off],
      });
      await withPage({ ...empty, 'config/show': shown }, async ({ page }) => {
        await page.getByText('Automatic detection of local providers is turned off').waitFor();
        assert.equal(await page.getByText('appears here automatically').count(), 0);
      });
    });

    test('adds a provider by its base URL', async () => {
      await withPage(empty, async (opened) => {
        await opened.page.getByRole('textbox', { name: 'Base URL' }).fill('https://llm.acme.example/v1');
        await opened.page.getByRole('button', { name: 'Add Provider' }).click();
        const [edit] = await requestsFor<Edit>(opened, 'config/edit');
        assert.deepEqual(edit, {
          target: userFile,
          edits: [{ path: ['providers', 'acme'], value: { name: 'acme', apiBase: 'https://llm.acme.example/v1' } }],
        });
      });
    });

    test('shows the provider of a pasted API key', async () => {
      let providers = [builtIn('groq', 'Groq')];
      const routes = {
        ...empty,
        'providers/list': () => ({ providers }),
        'key/paste': () => {
          providers = [provider('groq', 'Groq')];
          return 'groq';
        },
      };
      await withPage(routes, async ({ page, post }) => {
        await page.getByRole('button', { name: 'Paste an API Key…' }).click();
        await post('changed', null);
        await page.getByRole('heading', { name: 'Groq' }).waitFor();
      });
    });

    test('configures a detected local server', async () => {
      const detected = provider('ollama', 'Ollama', { source: 'found running', apiBase: 'http://localhost:11434' });
      await withPage(routesWith([detected, builtIn('groq', 'Groq')], []), async (opened) => {
        await opened.page.getByRole('button', { name: 'Configure Ollama' }).click();
        const [edit] = await requestsFor<Edit>(opened, 'config/edit');
        assert.deepEqual(edit?.edits, [
          { path: ['providers', 'ollama'], value: { name: 'ollama', apiBase: 'http://localhost:11434' } },
        ]);
      });
    });

    test('detects a local server when it starts, and opens a chat with its model in one click', async () => {
      const model = { ...modelOf('qwen'), id: 'ollama/qwen', provider: 'ollama' };
      let providers = [builtIn('groq', 'Groq')];
      let models: ModelInfo[] = [];
      const routes = {
        ...routesWith([], []),
        'providers/list': () => ({ providers }),
        'models/list': () => ({ models, hidden: [], embeddingModels: [], defaultModel: models[0]?.id }),
      };
      await withPage(routes, async (opened) => {
        await requestsFor(opened, 'local/look');
        providers = [provider('ollama', 'Ollama', { source: 'found running', apiBase: 'http://localhost:11434' })];
        models = [model];
        await opened.post('changed', null);
        await opened.page.getByRole('button', { name: 'Ask now: Ollama' }).click();
        assert.deepEqual(await requestsFor(opened, 'chat/ask'), [{ model: 'ollama/qwen' }]);
      });
    });

    test('shows the model count of a new provider, and opens a chat with its model in one click', async () => {
      await withPage(routesWith([provider('openai', 'OpenAI')], [modelOf('gpt-5')]), async (opened) => {
        await opened.page
          .getByText(/1 model/)
          .first()
          .waitFor();
        await opened.page.getByRole('button', { name: 'Ask now: OpenAI' }).click();
        assert.deepEqual(await requestsFor(opened, 'chat/ask'), [{ model: 'openai/gpt-5' }]);
      });
    });

    test('does not show variables in base URLs', async () => {
      const azure = {
        ...builtIn('azure', 'Azure OpenAI'),
        apiBase: 'https://${AZURE_RESOURCE_NAME}.openai.azure.com/v1',
      };
      const neon = { ...builtIn('neon', 'Neon'), apiBase: '${NEON_BASE_URL}/v1' };
      await withPage(routesWith([azure, neon], []), async ({ page }) => {
        await page.getByRole('link', { name: 'Choose from the list' }).click();
        await page.getByRole('option', { name: /Azure OpenAI.*….openai.azure.com/s }).waitFor();
        assert.doesNotMatch(await page.locator('open-llm-providers-page').innerText(), /\$\{/);
      });
    });

    test('explains that the Echo model responds until a provider is added, and does not list Echo', async () => {
      const echo = provider('echo', 'Echo', { source: 'built in', needsKey: false });
      await withPage(routesWith([echo, builtIn('groq', 'Groq')], []), async ({ page }) => {
        await page.getByText('Until you add a provider, the built-in Echo model responds').waitFor();
        await page.getByRole('link', { name: 'Choose from the list' }).click();
        await page.getByRole('option', { name: /Groq/ }).waitFor();
        assert.equal(await page.getByRole('option', { name: /Echo/ }).count(), 0);
      });
    });

    test('opens the list of all providers', async () => {
      await withPage(empty, async ({ page }) => {
        await page.getByRole('link', { name: 'Choose from the list' }).click();
        await page.getByRole('option', { name: /Groq/ }).waitFor();
      });
    });
  });

  describe('for host events and loading states', () => {
    test('shows a message in Restricted Mode', async () => {
      await withPage(configuredRoutes(), async ({ page, post }) => {
        await page.getByRole('grid').waitFor();
        await post('surroundings', { workspace: true, trusted: false, serverUp: true });
        await page.getByText('Restricted Mode').waitFor();
      });
    });

    test('shows that the server is restarting', async () => {
      await withPage(configuredRoutes(), async ({ page, post }) => {
        await page.getByRole('grid').waitFor();
        await post('surroundings', { workspace: true, trusted: true, serverUp: false });
        await page.getByText('The server is restarting.').waitFor();
      });
    });

    test('links a configuration problem to its line', async () => {
      await withPage({ ...configuredRoutes(), 'config/open': () => null }, async (opened) => {
        await opened.page.getByRole('grid').waitFor();
        await opened.post('problems', [
          { severity: 'error', message: 'The file is not valid YAML.', file: '/a/config.yaml', line: 7, column: 1 },
        ]);
        await opened.page.getByRole('link', { name: '/a/config.yaml:7' }).click();
        assert.deepEqual(await requestsFor(opened, 'config/open'), [{ source: '/a/config.yaml:7' }]);
      });
    });

    test('opens the view that a command specifies', async () => {
      await withPage(configuredRoutes(), async ({ page, post }) => {
        await page.getByRole('grid').waitFor();
        await post('show', { kind: 'provider', name: 'ollama' });
        await page.getByRole('heading', { name: 'Ollama' }).waitFor();
        await post('show', { kind: 'configuration' });
        await page.getByRole('heading', { name: 'Import and export' }).waitFor();
      });
    });

    test('can be reloaded after a loading error', async () => {
      let unavailable = true;
      const routesWhenUp = configuredRoutes();
      const routes = {
        ...routesWhenUp,
        'providers/list': () => {
          if (unavailable) {
            throw { info: { kind: 'network', message: 'The server did not respond.' } };
          }
          return routesWhenUp['providers/list']?.({} as never, () => undefined);
        },
      };
      await withPage(routes, async ({ page }) => {
        await page.getByRole('alert').filter({ hasText: 'The server did not respond.' }).waitFor();
        unavailable = false;
        await page.getByRole('button', { name: 'Try Again' }).click();
        await page.getByRole('grid').waitFor();
      });
    });

    test('shows a placeholder until data is available', async () => {
      const never = () => new Promise<never>(() => undefined);
      await withPage({ 'providers/list': never, 'models/list': never, 'config/show': never }, async ({ page }) => {
        await page.getByRole('status', { name: 'Loading providers…' }).waitFor();
      });
    });
  });
});
