import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { unavailableReason } from './browser.js';
import { requestsFor, pageTests } from './pageTests.js';
import { routesWith, configuredRoutes, model, provider, type Edit } from './providersData.js';

describe('the Providers and Models page', { skip: unavailableReason() ?? false }, () => {
  const { withPage } = pageTests('providers');

  describe('in the model table', () => {
    test('shows limits and prices', async () => {
      await withPage(configuredRoutes(), async ({ page }) => {
        const row = page.getByRole('row', { name: /gpt-5/ });
        await row.waitFor();
        const text = (await row.textContent()) ?? '';
        assert.match(text, /400K/);
        assert.match(text, /\$1\.25 \/ \$10\.00 \/ M/);
      });
    });

    test('marks a model as free only if its input and output prices are zero', async () => {
      const priced = (id: string, input: number, output: number) => ({ ...model(id), pricing: { input, output } });
      const models = [priced('embedder', 0.5, 0), priced('free-model', 0, 0)];
      await withPage(routesWith([provider('openai', 'OpenAI')], models), async ({ page }) => {
        await page
          .getByRole('row', { name: /embedder/ })
          .getByText('$0.50 / $0.00 / M')
          .waitFor();
        await page
          .getByRole('row', { name: /free-model/ })
          .getByText('free', { exact: true })
          .waitFor();
      });
    });

    test('shows an embedding model with its dimensions, and does not offer it as the default', async () => {
      const embedder = {
        ...model('minilm', { vision: false }),
        limits: { contextTokens: 256, maxInputTokens: 256, maxOutputTokens: 0 },
        embedding: { dimensions: 384, maxInputTokens: 256 },
        sources: { embedding: 'Ollama', 'embedding.dimensions': 'catalog', 'embedding.maxInputTokens': 'catalog' },
      };
      const routes = {
        ...routesWith([provider('openai', 'OpenAI')], [model('gpt-5')]),
        'models/list': () => ({ models: [model('gpt-5')], hidden: [], embeddingModels: [embedder] }),
      };
      await withPage(routes, async ({ page }) => {
        const row = page.getByRole('row', { name: /minilm/ });
        await row.getByText('Embedding', { exact: true }).waitFor();
        assert.equal(await row.getByRole('button', { name: 'Make minilm the default model' }).count(), 0);
        assert.equal(await row.getByRole('checkbox', { name: 'Offer minilm' }).isChecked(), true);
        await row.focus();
        await page.getByText('Embedding model from Ollama · 384 dimensions from catalog').waitFor();
        await page.getByRole('textbox', { name: 'Filter models' }).fill('embedding');
        await page.getByRole('row', { name: /gpt-5/ }).waitFor({ state: 'detached' });
        await row.waitFor();
      });
    });

    test('shows the source of a value when its row has the focus', async () => {
      await withPage(configuredRoutes(), async ({ page }) => {
        await page.getByRole('row', { name: /gpt-5/ }).focus();
        await page.getByText('Context 400K from catalog').waitFor();
      });
    });

    test('filters models by capability, and shows all models again on Escape', async () => {
      await withPage(configuredRoutes(), async ({ page }) => {
        await page.getByRole('textbox', { name: 'Filter models' }).fill('vision');
        await page.getByRole('row', { name: /text-only/ }).waitFor({ state: 'detached' });
        assert.equal(await page.getByRole('row', { name: /gpt-5/ }).isVisible(), true);
        await page.keyboard.press('Escape');
        await page.getByRole('row', { name: /text-only/ }).waitFor();
      });
    });

    test('excludes a model with the keyboard without changing the other models', async () => {
      await withPage(configuredRoutes(), async (opened) => {
        const { page } = opened;
        await page.getByRole('row', { name: /gpt-5/ }).focus();
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        const [edit] = await requestsFor<Edit>(opened, 'config/edit');
        assert.deepEqual(edit?.edits, [{ path: ['providers', 'openai', 'exclude'], value: ['text-only'] }]);
      });
    });

    test('does not move a row or its focus when the model is turned off', async () => {
      let models = [model('a'), model('b')];
      let hidden: typeof models = [];
      const routes = {
        ...routesWith([provider('openai', 'OpenAI')], models),
        'models/list': () => ({ models, hidden, embeddingModels: [] }),
        'config/edit': () => {
          [models, hidden] = [[model('b')], [model('a')]];
          return { changes: [{ path: ['providers', 'openai', 'exclude'] }], problems: [] };
        },
      };
      await withPage(routes, async ({ page }) => {
        await page.getByRole('checkbox', { name: 'Offer a' }).focus();
        await page.keyboard.press('Space');
        await page.getByText('Saved in').waitFor();
        assert.equal(await page.getByRole('checkbox', { name: 'Offer a' }).isChecked(), false);
        await page.getByRole('checkbox', { name: 'Offer a' }).and(page.locator(':focus')).waitFor();
      });
    });

    test('shows a model as offered again after its removal is undone', async () => {
      let models = [model('a'), model('b')];
      const routes = {
        ...configuredRoutes(),
        'models/list': () => ({ models, hidden: [], embeddingModels: [] }),
        'config/edit': () => {
          models = [model('b')];
          return { changes: [{ path: ['providers', 'openai', 'models', 'a'] }], problems: [] };
        },
        'config/undo': () => {
          models = [model('a'), model('b')];
          return { left: 0 };
        },
      };
      await withPage(routes, async ({ page }) => {
        await page.getByRole('checkbox', { name: 'Offer a' }).click();
        await page.getByRole('checkbox', { name: 'Offer a' }).waitFor({ state: 'detached' });
        assert.equal(await page.getByRole('checkbox', { name: 'Offer b' }).isChecked(), true);
        await page.getByRole('button', { name: 'Undo' }).click();
        await page.getByRole('checkbox', { name: 'Offer a' }).waitFor();
        assert.equal(await page.getByRole('checkbox', { name: 'Offer a' }).isChecked(), true);
      });
    });

    test('sets the default model', async () => {
      await withPage(configuredRoutes(), async (opened) => {
        await opened.page.getByRole('row', { name: /text-only/ }).hover();
        await opened.page.getByRole('button', { name: 'Make text-only the default model' }).click();
        const [edit] = await requestsFor<Edit>(opened, 'config/edit');
        assert.deepEqual(edit?.edits, [{ path: ['defaultModel'], value: 'openai/text-only' }]);
      });
    });

    test('renders only some of thousands of models, and moves to the last one with the End key', async () => {
      const many = Array.from({ length: 3000 }, (_, index) => model(`model-${index}`));
      await withPage(routesWith([provider('openai', 'OpenAI')], many), async ({ page }) => {
        const first = page.getByRole('row', { name: /model-0\b/ });
        await first.waitFor();
        assert.ok((await page.getByRole('row').count()) < 300);
        await first.focus();
        await page.keyboard.press('End');
        await page
          .getByRole('row', { name: /model-2999\b/ })
          .and(page.locator(':focus'))
          .waitFor();
      });
    });

    test('hides the built-in Echo model if other models are available', async () => {
      const echo = { ...model('echo'), id: 'echo/echo', provider: 'echo' };
      await withPage(routesWith([provider('openai', 'OpenAI')], [echo, model('gpt-5')]), async ({ page }) => {
        await page.getByRole('option', { name: 'All models' }).click();
        await page.getByRole('row', { name: /gpt-5/ }).waitFor();
        assert.equal(await page.getByRole('row', { name: /echo/ }).count(), 0);
      });
    });

    test('shows the models of all providers in one table', async () => {
      await withPage(configuredRoutes(), async ({ page }) => {
        await page.getByRole('option', { name: /All models/ }).click();
        await page.getByRole('textbox', { name: 'Filter all models' }).fill('openai tools');
        assert.equal(await page.getByRole('row', { name: /gpt-5/ }).isVisible(), true);
        await page.getByRole('textbox', { name: 'Filter all models' }).fill('local');
        await page.getByText('No models match the filter.').waitFor();
      });
    });
  });
});
