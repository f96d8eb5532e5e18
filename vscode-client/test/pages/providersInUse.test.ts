import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventually, missing } from './browser.js';
import { askedFor, pageTests } from './pageTests.js';
import { answering, choose, configured, known, model, myFile, provider, shown, type Edit } from './providersData.js';

describe('the page of providers and models', { skip: missing() ?? false }, () => {
  const { withPage } = pageTests('providers');

  describe('in its list', () => {
    test('adds a built-in provider that was searched for, with the keyboard alone, and reads on there', async () => {
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
        await page.getByRole('textbox', { name: 'Find or add a provider' }).fill('groq');
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
        await page.getByRole('textbox', { name: 'Find or add a provider' }).and(page.locator(':focus')).waitFor();
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
        await opened.page.getByRole('button', { name: 'Try Again: Ollama' }).click();
        const asked = await askedFor<unknown>(opened, 'models/list');
        await eventually(() =>
          opened.asked.some(({ params }) => JSON.stringify(params) === '{"refresh":true,"provider":"ollama"}'),
        );
        assert.ok(asked.length > 0);
      });
    });

    test('writes a changed address where the provider stands and keeps the focus', async () => {
      const settings = provider('openai', 'OpenAI', { source: 'VS Code settings' });
      await withPage(answering([settings], [model('gpt-5')]), async (opened) => {
        const { page } = opened;
        await page.getByRole('textbox', { name: 'Base URL' }).fill('https://proxy.example/v1');
        await page.keyboard.press('Enter');
        const [edit] = await askedFor<Edit>(opened, 'config/edit');
        assert.deepEqual(edit, {
          target: { level: 'user', store: 'vscode' },
          edits: [{ path: ['providers', 'openai', 'apiBase'], value: 'https://proxy.example/v1' }],
        });
        await page.getByText('Saved in ~/.config/openllm/config.yaml.').waitFor();
        await page.getByRole('textbox', { name: 'Base URL' }).and(page.locator(':focus')).waitFor();
      });
    });

    test('takes a change back', async () => {
      const routes = { ...configured(), 'config/undo': () => ({ left: 0 }) };
      await withPage(routes, async ({ page }) => {
        await page.getByRole('switch', { name: 'On' }).press('Space');
        await page.getByText('Saved in').waitFor();
        await page.getByRole('button', { name: 'Undo' }).click();
        await page.getByText('The change was undone.').waitFor();
        await page.getByRole('button', { name: 'Undo' }).and(page.locator(':focus')).waitFor();
      });
    });

    test('moves it to another place', async () => {
      await withPage({ ...configured(), 'config/move': () => null }, async (opened) => {
        await choose(opened, 'Save changes in', 'My VS Code settings');
        await opened.page.getByRole('button', { name: 'Move Provider to This Location' }).click();
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
        await page.getByRole('button', { name: 'More actions for OpenAI' }).press('Enter');
        await page.keyboard.press('End');
        await page.keyboard.press('Enter');
        const [edit] = await askedFor<Edit>(opened, 'config/edit');
        assert.deepEqual(edit, { target: myFile, edits: [{ path: ['providers', 'openai'] }] });
      });
    });

    test('leaves its menu with Escape, where it was opened', async () => {
      await withPage(configured(), async ({ page }) => {
        await page.getByRole('button', { name: 'More actions for OpenAI' }).press('Enter');
        await page.getByRole('menuitem', { name: 'Remove' }).waitFor();
        await page.keyboard.press('Escape');
        await page.getByRole('menuitem', { name: 'Remove' }).waitFor({ state: 'hidden' });
        await page.getByRole('button', { name: 'More actions for OpenAI' }).and(page.locator(':focus')).waitFor();
      });
    });
  });

  describe('of configuration', () => {
    const state = { view: { kind: 'configuration' } };

    test('switches the source', async () => {
      await withPage(
        configured(),
        async (opened) => {
          await choose(opened, 'Read from', 'Configuration files only');
          const [edit] = await askedFor<Edit>(opened, 'config/edit');
          assert.deepEqual(edit, {
            target: { level: 'user', store: 'vscode' },
            edits: [{ path: ['config', 'source'], value: 'native' }],
          });
        },
        { state },
      );
    });

    test('writes new things to the first place that is read', async () => {
      const places = shown().places.filter(({ target }) => target?.store === 'vscode');
      const routes = { ...answering([known('groq', 'Groq')], []), 'config/show': () => ({ ...shown(), places }) };
      await withPage(routes, async (opened) => {
        await opened.page.getByRole('textbox', { name: 'Base URL' }).fill('https://llm.acme.example/v1');
        await opened.page.keyboard.press('Enter');
        const [edit] = await askedFor<Edit>(opened, 'config/edit');
        assert.deepEqual(edit?.target, { level: 'user', store: 'vscode' });
      });
    });

    test('shows what a copy changes before it is made, and where the backup is after', async () => {
      const changes = [
        { path: ['providers', 'work', 'apiBase'], before: 'http://a.example', after: 'http://b.example' },
      ];
      const routes = {
        ...configured(),
        'config/transfer': ({ preview }: { preview: boolean }) =>
          preview ? { changes, problems: [] } : { changes, problems: [], backup: '/home/me/config.yaml.bak' },
      };
      await withPage(
        routes,
        async (opened) => {
          const { page } = opened;
          await page.getByRole('button', { name: 'Preview Changes' }).click();
          await page.getByRole('list', { name: 'Changes' }).getByText('http://b.example').waitFor();
          await page.getByRole('button', { name: 'Copy', exact: true }).click();
          await page.getByRole('link', { name: '/home/me/config.yaml.bak' }).waitFor();
          const asked = await askedFor<{ preview: boolean }>(opened, 'config/transfer');
          assert.deepEqual(
            asked.map(({ preview }) => preview),
            [true, false],
          );
        },
        { state },
      );
    });
  });
});
