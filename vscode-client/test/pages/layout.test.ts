import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { unavailableReason, PageBrowser, themes, type OpenOptions, type OpenPage, type TestRoutes } from './browser.js';
import { ChatHost, fullConversation, question, textAnswer } from './chatHost.js';
import { screenshot } from './describePage.js';
import { layoutFaults } from './layout.js';
import { sendPrompt, PlaygroundHost, untilWatched } from './playgroundHost.js';
import { routesWith, configuredRoutes, builtIn, model, provider } from './providersData.js';
import { running } from './statusData.js';

const longPath =
  '/home/a-user-with-a-long-name/projects/a-company/an-even-longer-folder-name/.config/openllm/config.yaml';
const longName = 'meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8-with-a-very-long-suffix-2026-11-29';

/** A page in a specific state, and the steps that lead to that state. */
interface Case {
  readonly page: string;
  readonly scenario: string;
  readonly routes: () => TestRoutes;
  readonly state?: unknown;
  readonly prepare?: (opened: OpenPage) => Promise<unknown>;
  readonly ready: string;
}

const german = JSON.parse(readFileSync(join(import.meta.dirname, '../../l10n/bundle.l10n.de.json'), 'utf8')) as Record<
  string,
  string
>;

/** Returns data with names and addresses of the maximum length. */
function longNames(): TestRoutes {
  const providers = [
    provider('azure-in-a-company', 'Azure OpenAI with a very long display name', {
      apiBase: 'https://a-resource-with-an-extra-long-name.openai.azure.example.com/openai/deployments/v1',
      source: `${longPath}:1234`,
      keySource: 'environment variable A_VARIABLE_WITH_A_VERY_LONG_NAME_THAT_CONTAINS_THE_AZURE_OPENAI_API_KEY',
      documentation: 'https://learn.microsoft.com/en-us/azure/ai-services/openai/concepts/models-and-more',
    }),
    provider('openai', 'OpenAI'),
    builtIn('groq', 'Groq'),
  ];
  const azureModel = { ...model('gpt-5'), provider: 'azure-in-a-company' };
  return {
    ...routesWith(providers, [
      {
        ...azureModel,
        id: `azure-in-a-company/${longName}`,
        model: longName,
        name: longName,
        warning: 'No key is set.',
      },
      { ...azureModel, id: 'azure-in-a-company/gpt-5' },
    ]),
    'config/edit': () => ({ changes: [{ path: ['providers'] }], problems: [], file: longPath }),
  };
}

const cases: readonly Case[] = [
  { page: 'providers', scenario: 'first-visit', routes: () => routesWith([builtIn('groq', 'Groq')], []), ready: 'h2' },
  { page: 'providers', scenario: 'provider', routes: configuredRoutes, ready: '[role=grid]' },
  {
    page: 'providers',
    scenario: 'long-names',
    routes: longNames,
    ready: '[role=grid]',
    prepare: async ({ page, post }) => {
      await post('problems', [
        { severity: 'error', message: 'The file is not valid YAML.', file: longPath, line: 7, column: 1 },
      ]);
      await page.getByRole('checkbox').last().click();
      await page.locator('open-llm-change-line [role=status]').filter({ hasText: longPath }).waitFor();
    },
  },
  { page: 'providers', scenario: 'add', routes: configuredRoutes, state: { view: { kind: 'add' } }, ready: 'h2' },
  {
    page: 'providers',
    scenario: 'models',
    routes: longNames,
    state: { view: { kind: 'models' } },
    ready: '[role=grid]',
  },
  {
    page: 'providers',
    scenario: 'configuration',
    routes: configuredRoutes,
    state: { view: { kind: 'configuration' } },
    ready: 'h2',
  },
  { page: 'status', scenario: 'running', routes: running, ready: 'table' },
  {
    page: 'status',
    scenario: 'long-names',
    routes: () => ({
      ...running(),
      'names/list': () => ({ 'acme.reviewer': 'Reviewer with a very long display name', 'openai/gpt-5': longName }),
    }),
    ready: 'table',
  },
  { page: 'chat', scenario: 'conversation', routes: () => fullConversation().routes(), ready: 'open-llm-answer' },
  {
    page: 'chat',
    scenario: 'math',
    routes: () =>
      new ChatHost([
        question('q', 'Solve the quadratic equation.'),
        textAnswer('a', 'The roots are $$x = \\frac{-b \\pm \\sqrt{b^2-4ac}}{2a}$$'),
      ]).routes(),
    ready: 'math',
  },
  { page: 'chat', scenario: 'empty', routes: () => new ChatHost([], [], []).routes(), ready: 'h2' },
  {
    page: 'playground',
    scenario: 'responses',
    routes: () => playground.routes(),
    ready: 'open-llm-answer-column',
    prepare: async ({ page }) => {
      await sendPrompt(page, 'What is a monad?');
      await untilWatched(playground);
      playground.respondAll();
      await page.getByText('category of programs').waitFor();
    },
  },
];
let playground = new PlaygroundHost();

describe('the layout of the pages', { skip: unavailableReason() ?? false }, () => {
  let browser: PageBrowser;
  before(async () => {
    browser = await PageBrowser.start();
  });
  after(() => browser.stop());

  async function check(testCase: Case, options: Pick<OpenOptions, 'theme' | 'width' | 'translations'>): Promise<void> {
    playground = new PlaygroundHost();
    const opened = await browser.open(testCase.page, { ...options, routes: testCase.routes(), state: testCase.state });
    try {
      await opened.page.locator(testCase.ready).first().waitFor();
      await opened.page.evaluate('document.fonts.ready');
      if (!options.translations) {
        await testCase.prepare?.(opened);
      }
      const language = options.translations ? '-de' : '';
      await screenshot(opened, `${testCase.page}-${testCase.scenario}-${options.theme}-${options.width}${language}`);
      assert.deepEqual(await layoutFaults(opened.page), []);
    } finally {
      await opened.close();
    }
  }

  for (const testCase of cases) {
    for (const width of testCase.page === 'chat' ? [1400, 700, 300] : [1400, 700]) {
      test(`has no horizontal scrolling or overlapping text: ${testCase.page}, ${testCase.scenario}, ${width} pixels wide`, async () => {
        await check(testCase, { theme: 'dark', width });
      });
    }
    test(`has enough space for German text: ${testCase.page}, ${testCase.scenario}`, async () => {
      await check(testCase, { theme: 'hc-dark', width: 700, translations: german });
    });
    for (const theme of process.env['OPEN_LLM_SCREENSHOTS'] ? themes.filter((name) => name !== 'dark') : []) {
      for (const width of [1400, 700]) {
        test(`is saved as a screenshot: ${testCase.page}, ${testCase.scenario}, ${theme}, ${width} pixels wide`, () =>
          check(testCase, { theme, width }));
      }
    }
  }
});
