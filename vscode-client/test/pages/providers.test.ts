import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { accessibilityFaults, eventually, missing, PageBrowser, themes, type OpenPage, type TestRoutes } from './browser.js';
import { answering, configured, known, model, provider, shown } from './providersData.js';
import { bracketed, untranslated } from './untranslated.js';

const why = missing();

describe('the page of providers and models', { skip: why ?? false }, () => {
  let browser: PageBrowser;
  before(async () => {
    browser = await PageBrowser.start();
  });
  after(() => browser.stop());

  async function withPage(routes: TestRoutes, check: (opened: OpenPage) => Promise<void>, state?: unknown): Promise<void> {
    const opened = await browser.open('providers', { routes, state });
    try {
      await check(opened);
      assert.deepEqual(opened.faults, [], 'console errors or violations of the security policy');
    } finally {
      await opened.close();
    }
  }

  /** What the page asked for of one kind, in order. */
  async function askedFor<T>(opened: OpenPage, method: string): Promise<T[]> {
    const found = () => opened.asked.filter((request) => request.method === method);
    await eventually(() => found().length > 0);
    return found().map(({ params }) => params as T);
  }

  interface Edit {
    target: unknown;
    edits: unknown;
  }
  const myFile = { level: 'user', store: 'native' };

  for (const theme of themes) {
    test(`has no serious accessibility fault and no console error in the ${theme} theme`, async () => {
      const opened = await browser.open('providers', { theme, routes: configured() });
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
      const opened = await browser.open('providers', { routes, state, translations: bracketed() });
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
        await page.getByRole('heading', { name: 'Paste a key' }).waitFor();
        assert.equal(await page.getByRole('heading', { name: 'A model on this machine' }).isVisible(), true);
        assert.equal(await page.getByRole('heading', { name: 'Any other server' }).isVisible(), true);
      });
    });

    test('adds any server by its address', async () => {
      await withPage(empty, async (opened) => {
        await opened.page.getByRole('textbox', { name: 'Address of the server' }).fill('https://llm.acme.example/v1');
        await opened.page.getByRole('button', { name: 'Add server' }).click();
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
        await page.getByRole('button', { name: 'Paste a key…' }).click();
        await tell('changed', null);
        await page.getByRole('heading', { name: 'Groq' }).waitFor();
      });
    });

    test('uses a server that was found running', async () => {
      const found = provider('ollama', 'Ollama', { source: 'found running', apiBase: 'http://localhost:11434' });
      await withPage(answering([found, known('groq', 'Groq')], []), async (opened) => {
        await opened.page.getByRole('button', { name: 'Use Ollama' }).click();
        const [edit] = await askedFor<Edit>(opened, 'config/edit');
        assert.deepEqual(edit?.edits, [
          { path: ['providers', 'ollama'], value: { name: 'ollama', apiBase: 'http://localhost:11434' } },
        ]);
      });
    });

    test('leads to the list of all services', async () => {
      await withPage(empty, async ({ page }) => {
        await page.getByRole('link', { name: 'Choose one from the list' }).click();
        await page.getByRole('option', { name: /Groq/ }).waitFor();
      });
    });
  });

  describe('in its list', () => {
    test('adds a known service that was searched for, with the keyboard alone, and reads on there', async () => {
      let providers = [provider('openai', 'OpenAI'), known('groq', 'Groq')];
      const routes = {
        ...configured(),
        'providers/list': () => ({ providers }),
        'config/edit': () => {
          providers = [provider('openai', 'OpenAI'), provider('groq', 'Groq')];
          return { changes: [{ path: ['providers', 'groq'] }], problems: [] };
        },
      };
      await withPage(routes, async (opened) => {
        const { page } = opened;
        await page.getByRole('textbox', { name: 'Search or add a provider' }).fill('groq');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: 'Groq', level: 2 }).waitFor();
        assert.deepEqual(await askedFor<Edit>(opened, 'config/edit'), [
          { target: myFile, edits: [{ path: ['providers', 'groq'], value: { name: 'groq' } }] },
        ]);
        await page.getByRole('heading', { name: 'Groq', level: 2 }).and(page.locator(':focus')).waitFor();
      });
    });

    test('moves with the arrow keys, chooses with Enter and goes back to the search with Escape', async () => {
      await withPage(configured(), async ({ page }) => {
        await page.getByRole('option', { name: /OpenAI/ }).focus();
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: 'Ollama' }).waitFor();
        assert.equal(await page.getByRole('option', { name: /Ollama/ }).getAttribute('aria-selected'), 'true');
        await page.keyboard.press('Escape');
        await page.getByRole('textbox', { name: 'Search or add a provider' }).and(page.locator(':focus')).waitFor();
      });
    });

    test('is one stop of the Tab key', async () => {
      await withPage(configured(), async ({ page }) => {
        await page.getByRole('option').first().waitFor();
        assert.equal(await page.locator('[role=option][tabindex="0"]').count(), 1);
      });
    });
  });

  describe('of a provider', () => {
    test('says what is wrong, what to do, and asks it again', async () => {
      await withPage(configured(), async (opened) => {
        await opened.page.getByRole('option', { name: /Ollama/ }).click();
        const alert = opened.page.getByRole('alert').filter({ hasText: 'Nothing answers' });
        await alert.waitFor();
        assert.match((await alert.textContent()) ?? '', /Start Ollama/);
        await opened.page.getByRole('button', { name: 'Try again: Ollama' }).click();
        const asked = await askedFor<unknown>(opened, 'models/list');
        await eventually(() => opened.asked.some(({ params }) => JSON.stringify(params) === '{"refresh":true,"provider":"ollama"}'));
        assert.ok(asked.length > 0);
      });
    });

    test('writes a changed address where the provider stands and keeps the focus', async () => {
      const settings = provider('openai', 'OpenAI', { source: 'VS Code settings' });
      await withPage(answering([settings], [model('gpt-5')]), async (opened) => {
        const { page } = opened;
        await page.getByRole('textbox', { name: 'Address' }).fill('https://proxy.example/v1');
        await page.keyboard.press('Enter');
        const [edit] = await askedFor<Edit>(opened, 'config/edit');
        assert.deepEqual(edit, {
          target: { level: 'user', store: 'vscode' },
          edits: [{ path: ['providers', 'openai', 'apiBase'], value: 'https://proxy.example/v1' }],
        });
        await page.getByText('Saved in ~/.config/openllm/config.yaml.').waitFor();
        await page.getByRole('textbox', { name: 'Address' }).and(page.locator(':focus')).waitFor();
      });
    });

    test('takes a change back', async () => {
      const routes = { ...configured(), 'config/undo': () => ({ left: 0 }) };
      await withPage(routes, async ({ page }) => {
        await page.getByRole('checkbox', { name: 'On' }).click();
        await page.getByText('Saved in').waitFor();
        await page.getByRole('button', { name: 'Undo' }).click();
        await page.getByText('Taken back.').waitFor();
        await page.getByRole('button', { name: 'Undo' }).and(page.locator(':focus')).waitFor();
      });
    });

    test('moves it to another place', async () => {
      await withPage({ ...configured(), 'config/move': () => null }, async (opened) => {
        await choose(opened, 'Changes go to', 'My VS Code settings');
        await opened.page.getByRole('button', { name: 'Move all of it there' }).click();
        assert.deepEqual(await askedFor(opened, 'config/move'), [
          { provider: 'openai', from: myFile, to: { level: 'user', store: 'vscode' } },
        ]);
      });
    });

    test('opens the place it is written in at the line', async () => {
      await withPage({ ...configured(), 'config/open': () => null }, async (opened) => {
        await opened.page.getByRole('link', { name: '~/.config/openllm/config.yaml:3' }).click();
        assert.deepEqual(await askedFor(opened, 'config/open'), [{ source: '~/.config/openllm/config.yaml:3' }]);
      });
    });

    test('removes it from its menu, with the keyboard', async () => {
      await withPage(configured(), async (opened) => {
        const { page } = opened;
        await page.getByRole('button', { name: 'More for OpenAI' }).press('Enter');
        await page.keyboard.press('End');
        await page.keyboard.press('Enter');
        const [edit] = await askedFor<Edit>(opened, 'config/edit');
        assert.deepEqual(edit, { target: myFile, edits: [{ path: ['providers', 'openai'] }] });
      });
    });

    test('leaves its menu with Escape, where it was opened', async () => {
      await withPage(configured(), async ({ page }) => {
        await page.getByRole('button', { name: 'More for OpenAI' }).press('Enter');
        await page.getByRole('menuitem', { name: 'Remove' }).waitFor();
        await page.keyboard.press('Escape');
        await page.getByRole('menuitem', { name: 'Remove' }).waitFor({ state: 'hidden' });
        await page.getByRole('button', { name: 'More for OpenAI' }).and(page.locator(':focus')).waitFor();
      });
    });
  });

  describe('of keys', () => {
    const where = {
      provider: 'openai',
      answering: 'system keychain, key of openai',
      tried: [
        { store: 'environment', place: 'environment variable OPENAI_API_KEY', outcome: 'absent' },
        { store: 'vscode', place: 'VS Code secret storage', outcome: 'absent' },
        { store: 'keychain', place: 'system keychain, key of openai', outcome: 'found' },
        { store: 'dotenv', place: '.env files', outcome: 'unavailable', message: 'The file cannot be read.' },
      ],
    };
    const routes = (): TestRoutes => ({
      ...configured(),
      'secrets/where': () => where,
      'secrets/copy': () => where,
      'secrets/delete': () => where,
      'key/enter': () => true,
      'secrets/test': () => ({ provider: 'openai', model: 'openai/gpt-5' }),
    });

    test('tries a key that was entered at once', async () => {
      await withPage(routes(), async ({ page }) => {
        await page.getByRole('button', { name: 'Change key… for OpenAI' }).click();
        await page.getByText('It works: openai/gpt-5 answered.').waitFor();
      });
    });

    test('tries no key when none was entered', async () => {
      await withPage({ ...routes(), 'key/enter': () => false }, async (opened) => {
        await opened.page.getByRole('button', { name: 'Change key… for OpenAI' }).click();
        await askedFor(opened, 'key/enter');
        await opened.page.getByText('Testing…').waitFor({ state: 'hidden' });
        assert.deepEqual(opened.asked.filter(({ method }) => method === 'secrets/test'), []);
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
        await page.getByRole('button', { name: 'Stores of the key of OpenAI' }).click();
        await page.getByText('has none').first().waitFor();
        assert.deepEqual(await accessibilityFaults(page), []);
        const stores = page.getByRole('list', { name: 'Where the key of OpenAI is looked for' }).getByRole('listitem');
        await stores.first().waitFor();
        const said = (await stores.allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim());
        assert.match(said[0] ?? '', /^Environment OPENAI_API_KEY has none/);
        assert.match(said[2] ?? '', /^System keychain used/);
        assert.match(said[3] ?? '', /not available The file cannot be read\./);
      });
    });

    test('copies a key to another store', async () => {
      await withPage(routes(), async (opened) => {
        await opened.page.getByRole('button', { name: 'Stores of the key of OpenAI' }).click();
        await opened.page.getByRole('button', { name: 'Copy here: VS Code secret storage' }).click();
        assert.deepEqual(await askedFor(opened, 'secrets/copy'), [{ provider: 'openai', to: 'vscode', from: 'keychain' }]);
      });
    });

    test('deletes a key from the store that has it', async () => {
      await withPage(routes(), async (opened) => {
        await opened.page.getByRole('button', { name: 'Stores of the key of OpenAI' }).click();
        await opened.page.getByRole('button', { name: 'Delete: System keychain' }).click();
        assert.deepEqual(await askedFor(opened, 'secrets/delete'), [{ provider: 'openai', store: 'keychain' }]);
      });
    });
  });

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

    test('tells where a fact was learned when the row has the focus', async () => {
      await withPage(configured(), async ({ page }) => {
        await page.getByRole('row', { name: /gpt-5/ }).focus();
        await page.getByText('Context 400K from catalogue').waitFor();
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
        'models/list': () => ({ models, hidden }),
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
        'models/list': () => ({ models, hidden: [] }),
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
        await page.getByRole('row', { name: /model-2999\b/ }).and(page.locator(':focus')).waitFor();
      });
    });

    test('shows those of all providers in one table', async () => {
      await withPage(configured(), async ({ page }) => {
        await page.getByRole('option', { name: /All models/ }).click();
        await page.getByRole('textbox', { name: 'Filter all models' }).fill('openai tools');
        assert.equal(await page.getByRole('row', { name: /gpt-5/ }).isVisible(), true);
        await page.getByRole('textbox', { name: 'Filter all models' }).fill('local');
        await page.getByText('No model fits the filter.').waitFor();
      });
    });
  });

  describe('of configuration', () => {
    const state = { view: { kind: 'configuration' } };

    test('switches the source', async () => {
      await withPage(configured(), async (opened) => {
        await choose(opened, 'Read from', 'Config files only');
        const [edit] = await askedFor<Edit>(opened, 'config/edit');
        assert.deepEqual(edit, {
          target: { level: 'user', store: 'vscode' },
          edits: [{ path: ['config', 'source'], value: 'native' }],
        });
      }, state);
    });

    test('writes new things to the first place that is read', async () => {
      const places = shown().places.filter(({ target }) => target?.store === 'vscode');
      const routes = { ...answering([known('groq', 'Groq')], []), 'config/show': () => ({ ...shown(), places }) };
      await withPage(routes, async (opened) => {
        await opened.page.getByRole('textbox', { name: 'Address of the server' }).fill('https://llm.acme.example/v1');
        await opened.page.keyboard.press('Enter');
        const [edit] = await askedFor<Edit>(opened, 'config/edit');
        assert.deepEqual(edit?.target, { level: 'user', store: 'vscode' });
      });
    });

    test('shows what a copy changes before it is made, and where the backup is after', async () => {
      const changes = [{ path: ['providers', 'work', 'apiBase'], before: 'http://a.example', after: 'http://b.example' }];
      const routes = {
        ...configured(),
        'config/transfer': ({ preview }: { preview: boolean }) =>
          preview ? { changes, problems: [] } : { changes, problems: [], backup: '/home/me/config.yaml.bak' },
      };
      await withPage(routes, async (opened) => {
        const { page } = opened;
        await page.getByRole('button', { name: 'Show what changes' }).click();
        await page.getByRole('list', { name: 'What changes' }).getByText('http://b.example').waitFor();
        await page.getByRole('button', { name: 'Copy', exact: true }).click();
        await page.getByRole('link', { name: '/home/me/config.yaml.bak' }).waitFor();
        const asked = await askedFor<{ preview: boolean }>(opened, 'config/transfer');
        assert.deepEqual(asked.map(({ preview }) => preview), [true, false]);
      }, state);
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
        await opened.tell('problems', [{ severity: 'error', message: 'This is not YAML.', file: '/a/config.yaml', line: 7, column: 1 }]);
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
        await page.getByRole('button', { name: 'Try again' }).click();
        await page.getByRole('grid').waitFor();
      });
    });

    test('is the shape of itself before anything is known', async () => {
      const never = () => new Promise<never>(() => undefined);
      await withPage({ 'providers/list': never, 'models/list': never, 'config/show': never }, async ({ page }) => {
        await page.getByRole('status', { name: 'Loading providers' }).waitFor();
      });
    });
  });

  async function choose({ page }: OpenPage, name: string, option: string): Promise<void> {
    await page.getByRole('combobox', { name }).selectOption({ label: option });
  }
});
