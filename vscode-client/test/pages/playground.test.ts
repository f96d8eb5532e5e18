import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Column, ColumnEvent, PlayModel, Prompt, Run, RunSummary } from '../../src/playground/run.js';
import type { RunWatched } from '../../src/view/api/playground.js';
import { accessibilityFaults, missing, PageBrowser, themes, type OpenPage, type TestRoutes } from './browser.js';
import { bracketed, untranslated } from './untranslated.js';

const why = missing();

describe('the playground', { skip: why ?? false }, () => {
  let browser: PageBrowser;
  before(async () => {
    browser = await PageBrowser.start();
  });
  after(() => browser.stop());

  async function withPage(
    routes: TestRoutes,
    check: (opened: OpenPage) => Promise<void>,
    options: { state?: unknown; width?: number } = {},
  ): Promise<void> {
    const opened = await browser.open('playground', { routes, ...options });
    try {
      await check(opened);
      assert.deepEqual(opened.faults, [], 'console errors or violations of the security policy');
    } finally {
      await opened.close();
    }
  }

  for (const theme of themes) {
    test(`has no serious accessibility fault and no console error in the ${theme} theme`, async () => {
      const host = new FakeHost();
      const opened = await browser.open('playground', { theme, routes: host.routes(), width: 1300, height: 820 });
      const { page } = opened;
      await ask(page, 'What is a monad?');
      await watched(host);
      host.answerAll();
      await page.getByText('0.42 s').first().waitFor();
      assert.deepEqual(await accessibilityFaults(page), []);
      await screenshot(page, `playground-${theme}`);
      await page.getByRole('button', { name: 'Compare' }).click();
      await page.getByRole('region', { name: 'Difference' }).waitFor();
      assert.deepEqual(await accessibilityFaults(page), []);
      await screenshot(page, `playground-compare-${theme}`);
      await page.getByRole('button', { name: 'Kept runs' }).click();
      await page.getByRole('list', { name: 'Kept runs' }).waitFor();
      assert.deepEqual(await accessibilityFaults(page), []);
      await screenshot(page, `playground-runs-${theme}`);
      assert.deepEqual(opened.faults, []);
      await opened.close();
    });
  }

  test('says everything in the language of VS Code', async () => {
    const host = new FakeHost();
    const opened = await browser.open('playground', { routes: host.routes(), translations: bracketed() });
    const { page } = opened;
    await page.getByRole('textbox', { name: '⟦Prompt⟧', exact: true }).fill('Hello');
    for (const fold of ['⟦System prompt⟧', '⟦Parameters⟧', '⟦Tools⟧']) {
      await page.getByRole('button', { name: fold }).click();
    }
    await page.getByRole('button', { name: '⟦Run⟧', exact: true }).click();
    await watched(host);
    const error = { kind: 'auth', message: 'No key.', hint: 'Set one.' } as const;
    host.happens(0, { type: 'reasoning', text: 'Hm.', atMs: 200 });
    host.happens(0, { type: 'text', text: 'Good day.', atMs: 400 });
    host.happens(0, { type: 'ended', state: 'stopped', atMs: 2000, usage: {} });
    host.happens(1, { type: 'ended', state: 'failed', atMs: 10, usage: {}, error });
    await page.getByText('No key.').first().waitFor();
    const asWritten = ['Hello', '"top_k"', 'none', 'minimal', 'low', 'medium', 'xhigh', 'high', 'max'];
    assert.deepEqual(await untranslated(page, [...opened.told, ...asWritten]), []);
    await page.getByRole('button', { name: '⟦Kept runs⟧' }).click();
    assert.deepEqual(await untranslated(page, [...opened.told, ...asWritten, 'Oct', 'Okt', 'AM']), []);
    await opened.close();
  });

  test('asks all models the same, with system prompt, parameters and tools', async () => {
    const host = new FakeHost();
    await withPage(host.routes(), async ({ page, asked }) => {
      await page.getByRole('button', { name: 'System prompt' }).click();
      await page.getByRole('textbox', { name: 'System prompt' }).fill('Be short.');
      await page.getByRole('button', { name: 'Parameters' }).click();
      await page.getByRole('textbox', { name: 'Temperature' }).fill('0.2');
      await page.getByRole('textbox', { name: 'Stop at' }).fill('END');
      await page.getByRole('textbox', { name: 'Further fields' }).fill('{"top_k": 40}');
      await page.getByRole('button', { name: 'Tools' }).click();
      await page.getByText('read_file').click();
      await ask(page, 'Hello');
      await eventually(() => asked.some(({ method }) => method === 'run/start'));
      const { prompt, models } = asked.find(({ method }) => method === 'run/start')?.params as { prompt: Prompt; models: PlayModel[] };
      assert.deepEqual(prompt, {
        system: 'Be short.',
        text: 'Hello',
        images: [],
        tools: ['read_file'],
        toolChoice: 'auto',
        options: { temperature: 0.2, stop: ['END'], extra: { top_k: 40 } },
      });
      assert.deepEqual(models.map(({ id }) => id), ['openai/gpt-5', 'anthropic/claude']);
    });
  });

  test('asks nobody while a parameter is wrong, and says which', async () => {
    await withPage(new FakeHost().routes(), async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Parameters' }).click();
      await page.getByRole('textbox', { name: 'Temperature' }).fill('warm');
      await ask(page, 'Hello');
      await page.getByRole('alert').filter({ hasText: 'Temperature is a number from 0 to 2.' }).waitFor();
      assert.equal(asked.some(({ method }) => method === 'run/start'), false);
    });
  });

  test('runs by the keyboard', async () => {
    await withPage(new FakeHost().routes(), async ({ page, asked }) => {
      await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('Hello');
      await page.keyboard.press('Control+Enter');
      await eventually(() => asked.some(({ method }) => method === 'run/start'));
    });
  });

  test('shows an answer as it comes, with figures that are marked as estimates', async () => {
    const host = new FakeHost();
    await withPage(host.routes(), async ({ page }) => {
      await ask(page, 'Hello');
      await watched(host);
      host.happens(0, { type: 'text', text: 'Half of ', atMs: 500 });
      host.happens(0, { type: 'text', text: 'it is here', atMs: 1500 });
      const column = page.getByRole('region', { name: 'GPT-5' });
      await column.getByText('Half of it is here').waitFor();
      assert.equal(await figure(column, 'First token'), '0.50 s');
      assert.equal(await figure(column, 'Tokens out'), '≈ 5');
      assert.equal(await figure(page.getByRole('region', { name: 'Claude' }), 'First token'), '–');
    });
  });

  test('marks the best of each figure', async () => {
    const host = new FakeHost();
    await withPage(host.routes(), async ({ page }) => {
      await ask(page, 'Hello');
      await watched(host);
      host.answerAll();
      const [first, second] = [page.getByRole('region', { name: 'GPT-5' }), page.getByRole('region', { name: 'Claude' })];
      await second.getByText('1.60 s').waitFor();
      assert.match((await figure(first, 'First token')) ?? '', /best$/);
      assert.match((await figure(second, 'Speed')) ?? '', /best$/);
      assert.match((await figure(first, 'Cost')) ?? '', /best$/);
      assert.doesNotMatch((await figure(second, 'Cost')) ?? '', /best/);
    });
  });

  test('says of each model when it has answered', async () => {
    const host = new FakeHost();
    await withPage(host.routes(), async ({ page }) => {
      await ask(page, 'Hello');
      await watched(host);
      host.answerAll();
      await page.getByRole('status').filter({ hasText: 'Claude answered in 1.60 s.' }).waitFor();
    });
  });

  test('says why one model failed and what to do, while the others go on', async () => {
    const host = new FakeHost();
    await withPage(host.routes(), async ({ page, asked }) => {
      await ask(page, 'Hello');
      await watched(host);
      const error = { kind: 'auth', message: 'There is no key for OpenAI.', hint: 'Set one.' } as const;
      host.happens(0, { type: 'ended', state: 'failed', atMs: 10, usage: {}, error });
      host.happens(1, { type: 'text', text: 'Still here', atMs: 500 });
      const failed = page.getByRole('region', { name: 'GPT-5' });
      await failed.getByText('There is no key for OpenAI.').waitFor();
      await failed.getByText('Set one.').waitFor();
      await page.getByText('Still here').waitFor();
      await failed.getByRole('button', { name: 'Configure' }).click();
      await eventually(() => asked.some(({ method }) => method === 'configure/open'));
    });
  });

  test('copies code of an answer, and offers nothing that needs an editor', async () => {
    const host = new FakeHost();
    await withPage(host.routes(), async ({ page, asked }) => {
      await ask(page, 'Hello');
      await watched(host);
      host.answerAll();
      await page.getByRole('button', { name: 'Copy', exact: true }).click();
      await eventually(() => asked.some(({ method }) => method === 'code/copy'));
      assert.deepEqual(asked.find(({ method }) => method === 'code/copy')?.params, { code: 'return :: a -> m a' });
      assert.equal(await page.getByRole('button', { name: 'Insert at cursor' }).isVisible(), false);
    });
  });

  test('stops one model, then all', async () => {
    const host = new FakeHost();
    await withPage(host.routes(), async ({ page, asked }) => {
      await ask(page, 'Hello');
      await page.getByRole('button', { name: 'Stop Claude' }).click();
      await page.getByRole('button', { name: 'Stop all' }).click();
      await eventually(() => asked.filter(({ method }) => method === 'run/stop').length === 2);
      const stopped = asked.filter(({ method }) => method === 'run/stop').map(({ params }) => params);
      assert.deepEqual(stopped, [{ id: 'run-1', index: 1 }, { id: 'run-1' }]);
    });
  });

  test('asks one model again', async () => {
    const host = new FakeHost();
    await withPage(host.routes(), async ({ page, asked }) => {
      await ask(page, 'Hello');
      await watched(host);
      host.answerAll();
      await page.getByRole('button', { name: 'Ask Claude again' }).click();
      await eventually(() => asked.some(({ method }) => method === 'run/again'));
      assert.deepEqual(asked.find(({ method }) => method === 'run/again')?.params, { id: 'run-1', index: 1 });
    });
  });

  test('shows the calls of tools', async () => {
    const host = new FakeHost();
    await withPage(host.routes(), async ({ page }) => {
      await ask(page, 'Hello');
      await watched(host);
      host.happens(0, { type: 'toolCall', call: { name: 'read_file', arguments: { path: 'a.txt' } }, atMs: 300 });
      await page.getByText('Calls read_file').waitFor();
      await page.getByText('"path": "a.txt"').waitFor();
    });
  });

  test('scrolls all columns in step, their models and figures in sight', async () => {
    const host = new FakeHost();
    await withPage(host.routes(), async ({ page }) => {
      await ask(page, 'Hello');
      await watched(host);
      host.answerAll();
      host.happens(0, { type: 'text', text: `\n\n${'A long answer.\n\n'.repeat(200)}`, atMs: 3000 });
      await page.getByText('A long answer.').last().waitFor();
      const answers = page.getByRole('group', { name: 'Answers' });
      await answers.evaluate((group) => group.scrollTo({ top: 100 }));
      assert.ok(((await page.getByText('monoid').boundingBox())?.y ?? 0) < 200);
      assert.ok(((await page.getByText('design pattern').boundingBox())?.y ?? 0) < 200);
      const view = await answers.boundingBox();
      const head = await page.getByRole('button', { name: 'Model: GPT-5' }).boundingBox();
      assert.ok((head?.y ?? 0) >= (view?.y ?? 0));
      const cost = await page.getByRole('region', { name: 'GPT-5' }).getByText('Cost').boundingBox();
      assert.ok((cost?.y ?? Infinity) < (view?.y ?? 0) + (view?.height ?? 0));
    });
  });

  test('keeps prompt and buttons in sight where the columns are wider than the page', async () => {
    await withPage(new FakeHost().routes(), async ({ page }) => {
      await page.getByRole('button', { name: 'Add model' }).click();
      await page.getByRole('button', { name: 'Add model' }).click();
      const run = await page.getByRole('button', { name: 'Run', exact: true }).boundingBox();
      assert.ok((run?.x ?? 0) + (run?.width ?? 0) <= 700);
      const answers = page.getByRole('group', { name: 'Answers' });
      assert.equal(await answers.evaluate((group) => group.scrollWidth > group.clientWidth), true);
    }, { width: 700 });
  });

  test('shows the difference of two answers', async () => {
    const host = new FakeHost();
    await withPage(host.routes(), async ({ page }) => {
      await ask(page, 'Hello');
      await watched(host);
      host.happens(0, { type: 'text', text: 'The sky is blue.', atMs: 100 });
      host.happens(1, { type: 'text', text: 'The sea is blue.', atMs: 100 });
      await page.getByRole('button', { name: 'Compare' }).click();
      const difference = page.getByRole('region', { name: 'Difference' });
      assert.equal(await difference.getByRole('deletion').textContent(), 'sky');
      assert.equal(await difference.getByRole('insertion').textContent(), 'sea');
    });
  });

  test('takes two to six models', async () => {
    await withPage(new FakeHost().routes(), async ({ page }) => {
      const columns = page.getByRole('group', { name: 'Answers' }).getByRole('region');
      const add = page.getByRole('button', { name: 'Add model' });
      await columns.first().waitFor();
      for (let count = 2; count < 6; count++) {
        assert.equal(await columns.count(), count);
        await add.click();
      }
      assert.equal(await columns.count(), 6);
      assert.equal(await add.isDisabled(), true);
      for (let count = 6; count > 2; count--) {
        await page.getByRole('button', { name: 'Remove GPT-5' }).first().click();
      }
      assert.equal(await columns.count(), 2);
      assert.equal(await page.getByRole('button', { name: /^Remove/ }).count(), 0);
    });
  });

  test('changes the model of a column by the keyboard', async () => {
    await withPage(new FakeHost().routes(), async ({ page }) => {
      await page.getByRole('button', { name: 'Model: GPT-5' }).focus();
      await page.keyboard.press('Enter');
      await page.keyboard.type('qwen');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Model: Qwen' }).waitFor();
    });
  });

  test('opens a kept run with its prompt and its answers, also of models that are gone', async () => {
    await withPage(new FakeHost().routes(), async ({ page }) => {
      await page.getByRole('button', { name: 'Kept runs' }).click();
      await page.getByRole('button', { name: /Why is the sky blue/ }).first().click();
      await page.getByText('Rayleigh scattering.').waitFor();
      await page.getByRole('region', { name: 'A model that is gone' }).getByText('Because of the air.').waitFor();
      assert.equal(await page.getByRole('textbox', { name: 'Prompt', exact: true }).inputValue(), 'Why is the sky blue?');
      await page.getByRole('button', { name: 'Parameters (1)' }).waitFor();
    });
  });

  test('deletes a kept run', async () => {
    await withPage(new FakeHost().routes(), async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Kept runs' }).click();
      await page.getByRole('button', { name: 'Delete Why is the sky blue?' }).click();
      await eventually(() => asked.some(({ method }) => method === 'runs/delete'));
      assert.deepEqual(asked.find(({ method }) => method === 'runs/delete')?.params, { id: 'run-2' });
    });
  });

  test('exports the run that is shown', async () => {
    await withPage(new FakeHost().routes(), async ({ page, asked }) => {
      const button = page.getByRole('button', { name: 'Export as JSON' });
      assert.equal(await button.isDisabled(), true);
      await ask(page, 'Hello');
      await button.click();
      await eventually(() => asked.some(({ method }) => method === 'run/export'));
      assert.deepEqual(asked.at(-1)?.params, { id: 'run-1', format: 'json' });
    });
  });

  test('attaches a pasted picture, and sends it', async () => {
    await withPage(new FakeHost().routes(), async ({ page, asked }) => {
      await page.getByRole('textbox', { name: 'Prompt', exact: true }).evaluate((field) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array([1, 2, 3])], 'dots.png', { type: 'image/png' }));
        data.items.add(new File(['no picture'], 'a.txt', { type: 'text/plain' }));
        field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data }));
      });
      await page.getByText('dots.png').waitFor();
      await page.getByText('Not attached: a.txt.').waitFor();
      await ask(page, 'What is it?');
      await eventually(() => asked.some(({ method }) => method === 'run/start'));
      const { prompt } = asked.find(({ method }) => method === 'run/start')?.params as { prompt: Prompt };
      assert.deepEqual(prompt.images, [{ name: 'dots.png', mimeType: 'image/png', data: 'AQID' }]);
    });
  });

  test('is as it was when it is seen again, and goes on with its run', async () => {
    const host = new FakeHost();
    const state = {
      draft: { ...draft, text: 'Half a question' },
      slots: [{ model: host.models[1], index: 1 }, { model: host.models[0] }],
      run: 'run-2',
    };
    await withPage(host.routes(), async ({ page, asked }) => {
      await page.getByText('Because of the air.').waitFor();
      assert.equal(await page.getByRole('textbox', { name: 'Prompt', exact: true }).inputValue(), 'Half a question');
      await page.getByRole('region', { name: 'GPT-5' }).getByText('Its answer comes here.').waitFor();
      assert.deepEqual(asked.find(({ method }) => method === 'run/watch')?.params, { id: 'run-2' });
    }, { state });
  });

  test('offers to add a provider where there is no model', async () => {
    await withPage(new FakeHost([]).routes(), async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Add provider…' }).click();
      await eventually(() => asked.some(({ method }) => method === 'configure/open'));
    });
  });
});

type Locator = ReturnType<Page['locator']>;

async function figure(column: Locator, name: string): Promise<string | undefined> {
  const text = await column.locator('dl > div').filter({ hasText: name }).locator('dd').textContent();
  return text?.replace(/[^\x20-\x7e–≈]/g, '').replace(/\s+/g, ' ').trim();
}

/** Waits for something that a message to the host brings about. */
async function eventually(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds() && tries < 100; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.ok(holds());
}

/** Until then the page hears nothing of the run. */
const watched = (host: FakeHost): Promise<void> => eventually(() => host.isWatched);

type Page = OpenPage['page'];

async function ask(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill(text);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
}

async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env['OPEN_LLM_SCREENSHOTS'];
  if (folder) {
    await page.screenshot({ path: `${folder}/${name}.png` });
  }
}

/** Plays the host: starts runs, and lets a test decide what happens in them. */
class FakeHost {
  started: Run | undefined;
  readonly #watching: ((value: RunWatched) => void)[] = [];

  constructor(readonly models: readonly PlayModel[] = [model('openai/gpt-5', 'GPT-5'), model('anthropic/claude', 'Claude'), model('ollama/qwen', 'Qwen')]) {}

  routes(): TestRoutes {
    return {
      'models/list': () => this.models,
      'tools/list': () => [
        { name: 'read_file', description: 'Reads a file.' },
        { name: 'list_files', description: 'Lists a folder.' },
      ],
      'run/start': ({ prompt, models }: { prompt: Run['prompt']; models: PlayModel[] }) =>
        (this.started = { id: 'run-1', startedAt: '2026-10-01T10:00:00Z', prompt, columns: models.map(waiting) }),
      'run/watch': (_params: never, progress: (value: unknown) => void) => {
        progress({ run: this.started ?? keptRun });
        this.#watching.push(progress);
        return new Promise(() => undefined);
      },
      'run/stop': () => null,
      'run/again': () => null,
      'run/export': () => null,
      'runs/list': () => summaries,
      'runs/delete': () => null,
      'code/copy': () => null,
      'link/open': () => null,
      'configure/open': () => null,
      'images/pick': () => ({ images: [], refused: [] }),
    };
  }

  get isWatched(): boolean {
    return this.#watching.length > 0;
  }

  happens(index: number, event: ColumnEvent): void {
    this.#watching.at(-1)?.({ index, event });
  }

  answerAll(): void {
    this.happens(0, { type: 'text', text: 'A monad is a **monoid** in the category of endofunctors.\n\n```haskell\nreturn :: a -> m a\n```\n', atMs: 420 });
    this.happens(0, { type: 'ended', state: 'done', atMs: 2100, usage: { inputTokens: 12, outputTokens: 120, costUsd: 0.0021 } });
    this.happens(1, { type: 'reasoning', text: 'They ask for a definition.', atMs: 650 });
    this.happens(1, { type: 'text', text: 'A monad is a *design pattern* in the category of programs.', atMs: 900 });
    this.happens(1, { type: 'ended', state: 'done', atMs: 1600, usage: { inputTokens: 14, outputTokens: 90, costUsd: 0.0042 } });
  }
}

const draft = {
  system: '',
  text: '',
  images: [],
  tools: [],
  toolChoice: 'auto',
  parameters: {
    temperature: '', topP: '', maxOutputTokens: '', seed: '', stop: '', reasoningEffort: '', format: '', schema: '',
    parallelToolCalls: '', extra: '',
  },
};

const summaries: readonly RunSummary[] = [
  { id: 'run-2', startedAt: '2026-10-02T10:00:00Z', title: 'Why is the sky blue?', models: ['GPT-5', 'Claude'] },
  { id: 'run-1', startedAt: '2026-10-01T10:00:00Z', title: 'What is a monad?', models: ['GPT-5', 'Claude', 'Qwen'] },
];

function waiting(of: PlayModel): Column {
  return { model: of, state: 'waiting', text: '', reasoning: '', toolCalls: [], notices: [], figures: {} };
}

const keptRun: Run = {
  id: 'run-2',
  startedAt: '2026-10-02T10:00:00Z',
  prompt: { system: 'Be short.', text: 'Why is the sky blue?', images: [], tools: [], toolChoice: 'auto', options: { temperature: 0.2 } },
  columns: [
    { ...waiting(model('openai/gpt-5', 'GPT-5')), state: 'done', text: 'Rayleigh scattering.', figures: { firstTokenMs: 300, totalMs: 900, outputTokens: 6 } },
    { ...waiting(model('old/gone', 'A model that is gone')), state: 'done', text: 'Because of the air.', figures: { firstTokenMs: 200, totalMs: 950, outputTokens: 6 } },
  ],
};

function model(id: string, name: string, more: Partial<PlayModel> = {}): PlayModel {
  const [provider = '', own = ''] = id.split('/');
  return {
    vendor: 'open-llm',
    id,
    provider,
    model: own,
    name,
    family: own,
    limits: { contextTokens: 200_000, maxInputTokens: 180_000, maxOutputTokens: 20_000 },
    capabilities: { tools: true, vision: true, files: false, reasoning: true, reasoningEfforts: [], structuredOutput: true, streaming: true },
    sources: {},
    ...more,
  };
}
