import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { missing } from './browser.js';
import { askedFor, pageTests } from './pageTests.js';
import { answering, configured, model, provider, type Edit } from './providersData.js';

describe('the page of providers and models', { skip: missing() ?? false }, () => {
  const { withPage } = pageTests('providers');

  describe('of models', () => {
    test('shows limits and prices', async () => {
      await withPage(configured(), async ({ page }) => {
        const row = page.getByRole('row', { name: /gpt-5/ });
        await row.waitFor();
        const text = (await row.textContent()) ?? '';
        assert.match(text, /400K/);
        assert.match(text, /\$1\.25 \/ \$10\.00 \/ M/);
      });
    });

    test('calls free only what costs nothing at all', async () => {
      const priced = (id: string, input: number, output: number) => ({ ...model(id), pricing: { input, output } });
      const models = [priced('embedder', 0.5, 0), priced('giveaway', 0, 0)];
      await withPage(answering([provider('openai', 'OpenAI')], models), async ({ page }) => {
        await page
          .getByRole('row', { name: /embedder/ })
          .getByText('$0.50 / $0.00 / M')
          .waitFor();
        await page
          .getByRole('row', { name: /giveaway/ })
          .getByText('free', { exact: true })
          .waitFor();
      });
    });

    test('shows an embedding model with its dimensions, and does not make it a default', async () => {
      const embedder = {
        ...model('minilm', { vision: false }),
        limits: { contextTokens: 256, maxInputTokens: 256, maxOutputTokens: 0 },
        embedding: { dimensions: 384, maxInputTokens: 256 },
        sources: { embedding: 'Ollama', 'embedding.dimensions': 'catalog', 'embedding.maxInputTokens': 'catalog' },
      };
      const routes = {
        ...answering([provider('openai', 'OpenAI')], [model('gpt-5')]),
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

    test('tells where a fact was learned when the row has the focus', async () => {
      await withPage(configured(), async ({ page }) => {
        await page.getByRole('row', { name: /gpt-5/ }).focus();
        await page.getByText('Context 400K from catalog').waitFor();
      });
    });

    test('filters by what they can do, and shows all again on Escape', async () => {
      await withPage(configured(), async ({ page }) => {
        await page.getByRole('textbox', { name: 'Filter models' }).fill('vision');
        await page.getByRole('row', { name: /text-only/ }).waitFor({ state: 'detached' });
        assert.equal(await page.getByRole('row', { name: /gpt-5/ }).isVisible(), true);
        await page.keyboard.press('Escape');
        await page.getByRole('row', { name: /text-only/ }).waitFor();
      });
    });

    test('leaves one out with the keyboard, and says nothing of the others', async () => {
      await withPage(configured(), async (opened) => {
        const { page } = opened;
        await page.getByRole('row', { name: /gpt-5/ }).focus();
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        const [edit] = await askedFor<Edit>(opened, 'config/edit');
        assert.deepEqual(edit?.edits, [{ path: ['providers', 'openai', 'exclude'], value: ['text-only'] }]);
      });
    });

    test('leaves a row where it is when it is switched off, with the focus', async () => {
      let models = [model('a'), model('b')];
      let hidden: typeof models = [];
      const routes = {
        ...answering([provider('openai', 'OpenAI')], models),
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

    test('shows one as offered again when it is taken back that it is not', async () => {
      let models = [model('a'), model('b')];
      const routes = {
        ...configured(),
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

    test('makes one the default', async () => {
      await withPage(configured(), async (opened) => {
        await opened.page.getByRole('row', { name: /text-only/ }).hover();
        await opened.page.getByRole('button', { name: 'Make text-only the default model' }).click();
        const [edit] = await askedFor<Edit>(opened, 'config/edit');
        assert.deepEqual(edit?.edits, [{ path: ['defaultModel'], value: 'openai/text-only' }]);
      });
    });

    test('shows thousands without drawing them all, and reaches the last with one key', async () => {
      const many = Array.from({ length: 3000 }, (_, index) => model(`model-${index}`));
      await withPage(answering([provider('openai', 'OpenAI')], many), async ({ page }) => {
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

    test('leaves the built-in one out where there are others', async () => {
      const echo = { ...model('echo'), id: 'echo/echo', provider: 'echo' };
      await withPage(answering([provider('openai', 'OpenAI')], [echo, model('gpt-5')]), async ({ page }) => {
        await page.getByRole('option', { name: 'All models' }).click();
        await page.getByRole('row', { name: /gpt-5/ }).waitFor();
        assert.equal(await page.getByRole('row', { name: /echo/ }).count(), 0);
      });
    });

    test('shows those of all providers in one table', async () => {
      await withPage(configured(), async ({ page }) => {
        await page.getByRole('option', { name: /All models/ }).click();
        await page.getByRole('textbox', { name: 'Filter all models' }).fill('openai tools');
        assert.equal(await page.getByRole('row', { name: /gpt-5/ }).isVisible(), true);
        await page.getByRole('textbox', { name: 'Filter all models' }).fill('local');
        await page.getByText('No models match the filter.').waitFor();
      });
    });
  });
});
