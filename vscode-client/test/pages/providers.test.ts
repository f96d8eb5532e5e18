import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accessibilityFaults, missing, themes } from './browser.js';
import { askedFor, pageTests } from './pageTests.js';
import type { ModelInfo } from '@open-llm/client';
import { answering, configured, known, model as modelOf, myFile, provider, type Edit } from './providersData.js';
import { bracketed, untranslated } from './untranslated.js';

describe('the page of providers and models', { skip: missing() ?? false }, () => {
  const { open, withPage } = pageTests('providers');

  for (const theme of themes) {
    test(`has no serious accessibility fault and no console error in the ${theme} theme`, async () => {
      const opened = await open({ theme, routes: configured() });
      await opened.page.getByRole('grid').waitFor();
      assert.deepEqual(await accessibilityFaults(opened.page), []);
      assert.deepEqual(opened.faults, []);
      await opened.close();
    });
  }

  for (const [what, routes, state] of [
    ['the first visit', answering([known('groq', 'Groq')], []), undefined],
    ['a provider with models', configured(), undefined],
    ['the ways to add one', configured(), { view: { kind: 'add' } }],
    ['all models', configured(), { view: { kind: 'models' } }],
    ['configuration', configured(), { view: { kind: 'configuration' } }],
  ] as const) {
    test(`says everything in the language of VS Code, without accessibility faults: ${what}`, async () => {
      const opened = await open({ routes, state, translations: bracketed() });
      await opened.page.getByRole('heading', { level: 2 }).first().waitFor();
      assert.deepEqual(await untranslated(opened.page, opened.told), []);
      assert.deepEqual(await accessibilityFaults(opened.page), []);
      await opened.close();
    });
  }

  describe('on the first visit', () => {
    const empty = answering([known('groq', 'Groq')], []);

    test('shows three ways to begin', async () => {
      await withPage(empty, async ({ page }) => {
        await page.getByRole('heading', { name: 'Paste an API key' }).waitFor();
        assert.equal(await page.getByRole('heading', { name: 'A model on this machine' }).isVisible(), true);
        assert.equal(await page.getByRole('heading', { name: 'Any other provider' }).isVisible(), true);
      });
    });

    test('promises no server that nobody looks for', async () => {
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

    test('adds any server by its address', async () => {
      await withPage(empty, async (opened) => {
        await opened.page.getByRole('textbox', { name: 'Base URL' }).fill('https://llm.acme.example/v1');
        await opened.page.getByRole('button', { name: 'Add Provider' }).click();
        const [edit] = await askedFor<Edit>(opened, 'config/edit');
        assert.deepEqual(edit, {
          target: myFile,
          edits: [{ path: ['providers', 'acme'], value: { name: 'acme', apiBase: 'https://llm.acme.example/v1' } }],
        });
      });
    });

    test('shows the provider whose key was pasted', async () => {
      let providers = [known('groq', 'Groq')];
      const routes = {
        ...empty,
        'providers/list': () => ({ providers }),
        'key/paste': () => {
          providers = [provider('groq', 'Groq')];
          return 'groq';
        },
      };
      await withPage(routes, async ({ page, tell }) => {
        await page.getByRole('button', { name: 'Paste an API Key…' }).click();
        await tell('changed', null);
        await page.getByRole('heading', { name: 'Groq' }).waitFor();
      });
    });

    test('uses a server that was found running', async () => {
      const found = provider('ollama', 'Ollama', { source: 'found running', apiBase: 'http://localhost:11434' });
      await withPage(answering([found, known('groq', 'Groq')], []), async (opened) => {
        await opened.page.getByRole('button', { name: 'Configure Ollama' }).click();
        const [edit] = await askedFor<Edit>(opened, 'config/edit');
        assert.deepEqual(edit?.edits, [
          { path: ['providers', 'ollama'], value: { name: 'ollama', apiBase: 'http://localhost:11434' } },
        ]);
      });
    });

    test('shows a server by itself once it was started, and asks its model with one click', async () => {
      const model = { ...modelOf('qwen'), id: 'ollama/qwen', provider: 'ollama' };
      let providers = [known('groq', 'Groq')];
      let models: ModelInfo[] = [];
      const routes = {
        ...answering([], []),
        'providers/list': () => ({ providers }),
        'models/list': () => ({ models, hidden: [], embeddingModels: [], defaultModel: models[0]?.id }),
      };
      await withPage(routes, async (opened) => {
        await askedFor(opened, 'local/look');
        providers = [provider('ollama', 'Ollama', { source: 'found running', apiBase: 'http://localhost:11434' })];
        models = [model];
        await opened.tell('changed', null);
        await opened.page.getByRole('button', { name: 'Ask now: Ollama' }).click();
        assert.deepEqual(await askedFor(opened, 'chat/ask'), [{ model: 'ollama/qwen' }]);
      });
    });

    test('leads from a provider that was added to a question, with the number of its models in sight', async () => {
      await withPage(answering([provider('openai', 'OpenAI')], [modelOf('gpt-5')]), async (opened) => {
        await opened.page
          .getByText(/1 model/)
          .first()
          .waitFor();
        await opened.page.getByRole('button', { name: 'Ask now: OpenAI' }).click();
        assert.deepEqual(await askedFor(opened, 'chat/ask'), [{ model: 'openai/gpt-5' }]);
      });
    });

    test('shows no variables of addresses', async () => {
      const azure = {
        ...known('azure', 'Azure OpenAI'),
        apiBase: 'https://${AZURE_RESOURCE_NAME}.openai.azure.com/v1',
      };
      const neon = { ...known('neon', 'Neon'), apiBase: '${NEON_BASE_URL}/v1' };
      await withPage(answering([azure, neon], []), async ({ page }) => {
        await page.getByRole('link', { name: 'Choose from the list' }).click();
        await page.getByRole('option', { name: /Azure OpenAI.*….openai.azure.com/s }).waitFor();
        assert.doesNotMatch(await page.locator('open-llm-providers-page').innerText(), /\$\{/);
      });
    });

    test('says that the built-in model answers until then, and lists no provider for it', async () => {
      const echo = provider('echo', 'Echo', { source: 'built in', needsKey: false });
      await withPage(answering([echo, known('groq', 'Groq')], []), async ({ page }) => {
        await page.getByText('Until you add a provider, the built-in Echo model responds').waitFor();
        await page.getByRole('link', { name: 'Choose from the list' }).click();
        await page.getByRole('option', { name: /Groq/ }).waitFor();
        assert.equal(await page.getByRole('option', { name: /Echo/ }).count(), 0);
      });
    });

    test('leads to the list of all services', async () => {
      await withPage(empty, async ({ page }) => {
        await page.getByRole('link', { name: 'Choose from the list' }).click();
        await page.getByRole('option', { name: /Groq/ }).waitFor();
      });
    });
  });

  describe('of its surroundings', () => {
    test('says in Restricted Mode that the workspace is not heard', async () => {
      await withPage(configured(), async ({ page, tell }) => {
        await page.getByRole('grid').waitFor();
        await tell('surroundings', { workspace: true, trusted: false, serverUp: true });
        await page.getByText('Restricted Mode').waitFor();
      });
    });

    test('says that the server restarts', async () => {
      await withPage(configured(), async ({ page, tell }) => {
        await page.getByRole('grid').waitFor();
        await tell('surroundings', { workspace: true, trusted: true, serverUp: false });
        await page.getByText('The server is restarting.').waitFor();
      });
    });

    test('leads from a problem to its line', async () => {
      await withPage({ ...configured(), 'config/open': () => null }, async (opened) => {
        await opened.page.getByRole('grid').waitFor();
        await opened.tell('problems', [
          { severity: 'error', message: 'This is not YAML.', file: '/a/config.yaml', line: 7, column: 1 },
        ]);
        await opened.page.getByRole('link', { name: '/a/config.yaml:7' }).click();
        assert.deepEqual(await askedFor(opened, 'config/open'), [{ source: '/a/config.yaml:7' }]);
      });
    });

    test('shows what a command asked for', async () => {
      await withPage(configured(), async ({ page, tell }) => {
        await page.getByRole('grid').waitFor();
        await tell('show', { kind: 'provider', name: 'ollama' });
        await page.getByRole('heading', { name: 'Ollama' }).waitFor();
        await tell('show', { kind: 'configuration' });
        await page.getByRole('heading', { name: 'Import and export' }).waitFor();
      });
    });

    test('asks again after it could not load', async () => {
      let away = true;
      const fine = configured();
      const routes = {
        ...fine,
        'providers/list': () => {
          if (away) {
            throw { info: { kind: 'network', message: 'The server does not answer.' } };
          }
          return fine['providers/list']?.({} as never, () => undefined);
        },
      };
      await withPage(routes, async ({ page }) => {
        await page.getByRole('alert').filter({ hasText: 'The server does not answer.' }).waitFor();
        away = false;
        await page.getByRole('button', { name: 'Try Again' }).click();
        await page.getByRole('grid').waitFor();
      });
    });

    test('is the shape of itself before anything is known', async () => {
      const never = () => new Promise<never>(() => undefined);
      await withPage({ 'providers/list': never, 'models/list': never, 'config/show': never }, async ({ page }) => {
        await page.getByRole('status', { name: 'Loading providers…' }).waitFor();
      });
    });
  });
});
