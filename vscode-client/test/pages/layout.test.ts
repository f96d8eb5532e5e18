import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { missing, PageBrowser, themes, type OpenOptions, type OpenPage, type TestRoutes } from './browser.js';
import { ChatHost, eventful, question, said } from './chatHost.js';
import { screenshot } from './describePage.js';
import { layoutFaults } from './layout.js';
import { ask, PlaygroundHost, watched } from './playgroundHost.js';
import { answering, configured, known, model, provider } from './providersData.js';
import { running } from './statusData.js';

const longPath =
  '/home/somebody-with-a-long-name/projects/a-company/an-even-longer-folder-name/.config/openllm/config.yaml';
const longName = 'meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8-with-a-very-long-suffix-2026-11-29';

/** A page in a specific state, and the steps that lead to that state. */
interface Case {
  readonly page: string;
  readonly what: string;
  readonly routes: () => TestRoutes;
  readonly state?: unknown;
  readonly then?: (opened: OpenPage) => Promise<unknown>;
  readonly ready: string;
}

const german = JSON.parse(readFileSync(join(import.meta.dirname, '../../l10n/bundle.l10n.de.json'), 'utf8')) as Record<
  string,
  string
>;

/** Returns data with names and addresses of the maximum length. */
function long(): TestRoutes {
  const providers = [
    provider('azure-in-a-company', 'Azure OpenAI of a company with a long name', {
      apiBase: 'https://a-resource-with-quite-a-long-name.openai.azure.example.com/openai/deployments/v1',
      source: `${longPath}:1234`,
      keySource: 'environment variable A_VERY_LONG_NAME_OF_A_VARIABLE_THAT_HOLDS_A_KEY_FOR_AZURE_OPENAI_API_KEY',
      documentation: 'https://learn.microsoft.com/en-us/azure/ai-services/openai/concepts/models-and-more',
    }),
    provider('openai', 'OpenAI'),
    known('groq', 'Groq'),
  ];
  const own = { ...model('gpt-5'), provider: 'azure-in-a-company' };
  return {
    ...answering(providers, [
      { ...own, id: `azure-in-a-company/${longName}`, model: longName, name: longName, warning: 'No key is set.' },
      { ...own, id: 'azure-in-a-company/gpt-5' },
    ]),
    'config/edit': () => ({ changes: [{ path: ['providers'] }], problems: [], file: longPath }),
  };
}

const cases: readonly Case[] = [
  { page: 'providers', what: 'first-visit', routes: () => answering([known('groq', 'Groq')], []), ready: 'h2' },
  { page: 'providers', what: 'provider', routes: configured, ready: '[role=grid]' },
  {
    page: 'providers',
    what: 'long-names',
    routes: long,
    ready: '[role=grid]',
    then: async ({ page, tell }) => {
      await tell('problems', [{ severity: 'error', message: 'This is not YAML.', file: longPath, line: 7, column: 1 }]);
      await page.getByRole('checkbox').last().click();
      await page.locator('open-llm-change-line [role=status]').filter({ hasText: longPath }).waitFor();
    },
  },
  { page: 'providers', what: 'add', routes: configured, state: { view: { kind: 'add' } }, ready: 'h2' },
  { page: 'providers', what: 'models', routes: long, state: { view: { kind: 'models' } }, ready: '[role=grid]' },
  {
    page: 'providers',
    what: 'configuration',
    routes: configured,
    state: { view: { kind: 'configuration' } },
    ready: 'h2',
  },
  { page: 'status', what: 'running', routes: running, ready: 'table' },
  {
    page: 'status',
    what: 'long-names',
    routes: () => ({
      ...running(),
      'names/list': () => ({ 'acme.reviewer': 'Reviewer of a company with a long name', 'openai/gpt-5': longName }),
    }),
    ready: 'table',
  },
  { page: 'chat', what: 'conversation', routes: () => eventful().routes(), ready: 'open-llm-answer' },
  {
    page: 'chat',
    what: 'math',
    routes: () =>
      new ChatHost([
        question('q', 'Roots?'),
        said('a', 'So $$x = \\frac{-b \\pm \\sqrt{b^2-4ac}}{2a}$$ holds.'),
      ]).routes(),
    ready: 'math',
  },
  { page: 'chat', what: 'empty', routes: () => new ChatHost([], [], []).routes(), ready: 'h2' },
  {
    page: 'playground',
    what: 'responses',
    routes: () => playground.routes(),
    ready: 'open-llm-answer-column',
    then: async ({ page }) => {
      await ask(page, 'What is a monad?');
      await watched(playground);
      playground.answerAll();
      await page.getByText('category of programs').waitFor();
    },
  },
];
let playground = new PlaygroundHost();

describe('the layout of the pages', { skip: missing() ?? false }, () => {
  let browser: PageBrowser;
  before(async () => {
    browser = await PageBrowser.start();
  });
  after(() => browser.stop());

  async function check(one: Case, options: Pick<OpenOptions, 'theme' | 'width' | 'translations'>): Promise<void> {
    playground = new PlaygroundHost();
    const opened = await browser.open(one.page, { ...options, routes: one.routes(), state: one.state });
    try {
      await opened.page.locator(one.ready).first().waitFor();
      await opened.page.evaluate('document.fonts.ready');
      if (!options.translations) {
        await one.then?.(opened);
      }
      const language = options.translations ? '-de' : '';
      await screenshot(opened, `${one.page}-${one.what}-${options.theme}-${options.width}${language}`);
      assert.deepEqual(await layoutFaults(opened.page), []);
    } finally {
      await opened.close();
    }
  }

  for (const one of cases) {
    for (const width of one.page === 'chat' ? [1400, 700, 300] : [1400, 700]) {
      test(`scrolls nothing sideways and lays no text over another: ${one.page}, ${one.what}, ${width} pixels wide`, async () => {
        await check(one, { theme: 'dark', width });
      });
    }
    test(`has room for German: ${one.page}, ${one.what}`, async () => {
      await check(one, { theme: 'hc-dark', width: 700, translations: german });
    });
    for (const theme of process.env['OPEN_LLM_SCREENSHOTS'] ? themes.filter((name) => name !== 'dark') : []) {
      for (const width of [1400, 700]) {
        test(`is kept as a picture: ${one.page}, ${one.what}, ${theme}, ${width}`, () => check(one, { theme, width }));
      }
    }
  }
});
