import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ModelInfo, ProviderInfo } from '@open-llm/client';
import { accessibilityFaults, missing, PageBrowser, themes, type OpenPage, type TestRoutes } from './browser.js';
import { bracketed, untranslated } from './untranslated.js';

const why = missing();

describe('the page of providers and models', { skip: why ?? false }, () => {
  let browser: PageBrowser;
  before(async () => {
    browser = await PageBrowser.start();
  });
  after(() => browser.stop());

  async function withPage(routes: TestRoutes, check: (opened: OpenPage) => Promise<void>): Promise<void> {
    const opened = await browser.open('providers', { routes });
    try {
      await check(opened);
      assert.deepEqual(opened.faults, [], 'console errors or violations of the security policy');
    } finally {
      await opened.close();
    }
  }

  for (const theme of themes) {
    test(`has no serious accessibility fault and no console error in the ${theme} theme`, async () => {
      const opened = await browser.open('providers', { theme, routes: configured() });
      await opened.page.getByRole('table').waitFor();
      assert.deepEqual(await accessibilityFaults(opened.page), []);
      assert.deepEqual(opened.faults, []);
      await opened.close();
    });
  }

  for (const [what, routes] of [
    ['the first visit', answering([known('groq', 'Groq')], [])],
    ['a provider with models', configured()],
  ] as const) {
    test(`says everything in the language of VS Code: ${what}`, async () => {
      const opened = await browser.open('providers', { routes, translations: bracketed() });
      await opened.page.getByRole('heading', { level: 2 }).first().waitFor();
      assert.deepEqual(await untranslated(opened.page, opened.told), []);
      await opened.close();
    });
  }

  test('shows three ways to begin when nothing is configured', async () => {
    await withPage(answering([known('groq', 'Groq')], []), async ({ page }) => {
      await page.getByRole('heading', { name: 'Paste a key' }).waitFor();
      assert.equal(await page.getByRole('heading', { name: 'A model on this machine' }).isVisible(), true);
      assert.equal(await page.getByRole('heading', { name: 'Any other server' }).isVisible(), true);
    });
  });

  test('shows the models of the chosen provider with their limits and prices', async () => {
    await withPage(configured(), async ({ page }) => {
      const row = page.getByRole('row', { name: /gpt-5/ });
      await row.waitFor();
      const text = (await row.textContent()) ?? '';
      assert.match(text, /400K/);
      assert.match(text, /\$1\.25 \/ \$10\.00 \/ M/);
    });
  });

  test('filters models by what they can do', async () => {
    await withPage(configured(), async ({ page }) => {
      await page.getByRole('textbox', { name: 'Filter models' }).fill('vision');
      await page.getByRole('row', { name: /text-only/ }).waitFor({ state: 'detached' });
      assert.equal(await page.getByRole('row', { name: /gpt-5/ }).isVisible(), true);
    });
  });

  test('adds a known service that was searched for', async () => {
    await withPage(configured(), async ({ page, asked }) => {
      await page.getByRole('textbox', { name: 'Search or add a provider' }).fill('groq');
      await page.getByRole('option', { name: /Groq/ }).click();
      await eventually(() => asked.some((request) => request.method === 'config/edit'));
      const edit = asked.find((request) => request.method === 'config/edit')?.params;
      assert.deepEqual(edit, {
        target: { level: 'user', store: 'native' },
        edits: [{ path: ['providers', 'groq'], value: { name: 'groq' } }],
      });
    });
  });

  test('moves through the providers with the arrow keys', async () => {
    await withPage(configured(), async ({ page }) => {
      await page.getByRole('option', { name: /OpenAI/ }).focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Ollama' }).waitFor();
    });
  });

  test('says what is wrong with a provider and what to do', async () => {
    await withPage(configured(), async ({ page }) => {
      await page.getByRole('option', { name: /Ollama/ }).click();
      const alert = page.getByRole('alert').filter({ hasText: 'Nothing answers' });
      await alert.waitFor();
      assert.match((await alert.textContent()) ?? '', /Start Ollama/);
    });
  });

  test('says in Restricted Mode that the workspace is not heard', async () => {
    await withPage(configured(), async ({ page, tell }) => {
      await page.getByRole('table').waitFor();
      await tell('surroundings', { workspace: true, trusted: false, serverUp: true });
      await page.getByText('Restricted Mode').waitFor();
    });
  });

  test('leaves a model out when it is switched off', async () => {
    await withPage(configured(), async ({ page, asked }) => {
      await page.getByRole('checkbox', { name: 'Offer text-only' }).uncheck();
      await eventually(() => asked.some((request) => request.method === 'config/edit'));
      const edit = asked.find((request) => request.method === 'config/edit')?.params as { edits: unknown[] };
      assert.deepEqual(edit.edits, [{ path: ['providers', 'openai', 'models'], value: ['gpt-5'] }]);
    });
  });

  test('shows thousands of models without drawing them all', async () => {
    const many = Array.from({ length: 3000 }, (_, index) => model(`model-${index}`));
    await withPage(answering([provider('openai', 'OpenAI')], many), async ({ page }) => {
      await page.getByRole('row', { name: /model-0\b/ }).waitFor();
      assert.ok((await page.getByRole('row').count()) < 300);
    });
  });
});

function configured(): TestRoutes {
  const ollama = provider('ollama', 'Ollama', {
    needsKey: false,
    status: {
      state: 'error',
      message: 'Cannot reach localhost:11434',
      error: { kind: 'network', message: 'Nothing answers at localhost:11434.', hint: 'Start Ollama, or change the address.' },
    },
  });
  const textOnly = model('text-only', { vision: false });
  return answering([provider('openai', 'OpenAI'), ollama, known('groq', 'Groq')], [model('gpt-5'), textOnly]);
}

function answering(providers: readonly ProviderInfo[], models: readonly ModelInfo[]): TestRoutes {
  return {
    'providers/list': () => ({ providers }),
    'models/list': () => ({ models, hidden: [] }),
    'config/edit': () => ({ changes: [], problems: [] }),
  };
}

function provider(name: string, displayName: string, more: Partial<ProviderInfo> = {}): ProviderInfo {
  return {
    name,
    displayName,
    dialect: 'openai-chat',
    apiBase: `https://api.${name}.example/v1`,
    local: false,
    configured: true,
    enabled: true,
    status: { state: 'ready', message: 'Ready · 2 models' },
    needsKey: true,
    keySource: `environment variable ${name.toUpperCase()}_API_KEY`,
    keyEnv: [],
    modelCount: 2,
    source: '~/.config/openllm/config.yaml:3',
    ...more,
  };
}

function known(name: string, displayName: string): ProviderInfo {
  return provider(name, displayName, { configured: false, status: { state: 'known', message: '' } });
}

function model(id: string, more: { vision?: boolean } = {}): ModelInfo {
  return {
    id: `openai/${id}`,
    provider: 'openai',
    model: id,
    name: id,
    family: id,
    limits: { contextTokens: 400_000, maxInputTokens: 272_000, maxOutputTokens: 128_000 },
    capabilities: {
      tools: true,
      vision: more.vision ?? true,
      files: false,
      reasoning: true,
      reasoningEfforts: [],
      structuredOutput: true,
      streaming: true,
    },
    pricing: { input: 1.25, output: 10 },
    sources: { 'limits.contextTokens': 'catalogue' },
  };
}

/** Waits for something that a message to the host brings about. */
async function eventually(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds() && tries < 100; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.ok(holds());
}
