import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibilityFaults, eventually, themes } from './browser.js';
import type { NoticeStep } from '../../src/chat/session.js';
import { model } from '../model/models.js';
import { answer, ChatHost, eventful, question, said, withChat } from './chatHost.js';
import { describePage, paramsOf, screenshot } from './describePage.js';
import { bracketed, untranslated } from './untranslated.js';

describePage('chat', 'what is said in the chat', (withPage) => {
  const open = withChat(withPage);

  for (const theme of themes) {
    test(`has no serious accessibility fault and no console error in the ${theme} theme`, async () => {
      await withPage({ theme, routes: eventful().routes(), width: 420, height: 1100 }, async (opened) => {
        await opened.page.getByRole('button', { name: 'Get weather' }).click();
        await opened.page.getByText('The API key was rejected.').waitFor();
        assert.deepEqual(await accessibilityFaults(opened.page), []);
        await screenshot(opened, `chat-${theme}`);
      });
    });
  }

  test('says everything in the language of VS Code', async () => {
    await withPage({ routes: eventful().routes(), translations: bracketed() }, async (opened) => {
      await opened.page.getByText('The API key was rejected.').waitFor();
      // Text rendered from Markdown consists of separate strings.
      const told = [
        ...opened.told,
        'A lighthouse',
        'lighthouse',
        'is',
        'tall',
        'lamp',
        'export',
        'interface',
        'Lamp',
        'height',
        'number',
        'Height',
        'lit',
        'boolean',
        'typescript',
      ];
      assert.deepEqual(await untranslated(opened.page, told), []);
    });
  });

  test('draws an answer as it comes, with its code colored', async () => {
    const host = new ChatHost();
    await open(host, async ({ page }) => {
      host.put(question('q', 'Code?'));
      host.put(answer('a', { state: 'running' }));
      await page.getByText('Waiting for Large…').waitFor();
      host.change({ kind: 'step', step: 0, value: { kind: 'text', round: 0, text: 'It is **so**:\n\n```ts\ncon' } });
      host.change({ kind: 'append', step: 0, text: 'st a = 1;\n```\n' });
      await page.locator('strong', { hasText: 'so' }).waitFor();
      await page.locator('.hljs-keyword', { hasText: 'const' }).waitFor();
    });
  });

  test('shows raw HTML as text and loads no picture', async () => {
    const bad = '<img src=x onerror="document.title=1">\n\n![track](https://example.com/t.png)';
    await open(new ChatHost([question('q', 'Hm'), said('a', bad)]), async ({ page }) => {
      await page.getByText('<img src=x').waitFor();
      await page.getByRole('link', { name: 'track' }).waitFor();
      assert.equal(await page.locator('open-llm-markdown img').count(), 0);
    });
  });

  test('opens links through the host', async () => {
    await open(new ChatHost([said('a', 'See [the page](https://example.com/a).')]), async ({ page, asked }) => {
      await page.getByRole('link', { name: 'the page' }).click();
      await eventually(() => asked.some(({ method }) => method === 'link/open'));
      assert.deepEqual(paramsOf(asked, 'link/open'), { href: 'https://example.com/a' });
    });
  });

  for (const [button, method] of [
    ['Copy', 'code/copy'],
    ['Insert at cursor', 'code/insert'],
    ['Apply to the editor…', 'code/apply'],
  ] as const) {
    test(`has the host do it: ${button}`, async () => {
      await open(new ChatHost([said('a', '```ts\nlet a = 1;\n```')]), async ({ page, asked }) => {
        await page.getByRole('button', { name: button, exact: true }).click();
        await eventually(() => asked.some((request) => request.method === method));
        assert.deepEqual(paramsOf(asked, method), { code: 'let a = 1;' });
      });
    });
  }

  test('offers the same for code inside of a list', async () => {
    await open(new ChatHost([said('a', '- first:\n\n  ```ts\n  let a = 1;\n  ```\n')]), async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Copy', exact: true }).click();
      await eventually(() => asked.some(({ method }) => method === 'code/copy'));
      assert.deepEqual(paramsOf(asked, 'code/copy'), { code: 'let a = 1;' });
    });
  });

  test('folds reasoning to one line with its duration', async () => {
    await open(eventful(), async ({ page }) => {
      const line = page.getByRole('button', { name: 'Thought for 4.20 s' });
      assert.equal(await page.getByText('A question about').isVisible(), false);
      await line.click();
      await page.getByText('A question about').waitFor();
      assert.equal(await line.getAttribute('aria-expanded'), 'true');
    });
  });

  test('shows a tool call as one row that opens to arguments and result', async () => {
    await open(eventful(), async ({ page }) => {
      const row = page.getByRole('button', { name: 'Get weather Zürich' });
      await row.waitFor();
      assert.equal(await page.getByText('21 °C').isVisible(), false);
      await row.click();
      await page.getByText('21 °C').waitFor();
      await page.getByRole('group', { name: 'Arguments' }).getByText('"city": "Zürich"').waitFor();
    });
  });

  test('tells of each answer the model, the first token, the tokens and the cost', async () => {
    await open(new ChatHost([said('a', 'Yes.')]), async ({ page }) => {
      const figures = page.getByRole('list', { name: 'Usage' }).getByRole('listitem');
      await figures.first().waitFor();
      assert.equal(await figures.first().getAttribute('title'), 'work/large');
      assert.deepEqual(await figures.allInnerTexts(), ['Large', 'first token 0.42 s', '1.8K → 212 tokens', '$0.0042']);
    });
  });

  test('says of models with the same name whose they are', async () => {
    const models = ['work', 'home'].map((provider) =>
      model({}, { id: `${provider}/large`, provider, model: 'large', name: 'Large' }),
    );
    await open(new ChatHost([said('a', 'Yes.')], [], models), async ({ page }) => {
      await page.getByRole('list', { name: 'Usage' }).getByText('Large (work)').waitFor();
    });
  });

  test('tells of a retry as past when the response has come', async () => {
    const host = new ChatHost();
    await open(host, async ({ page }) => {
      host.put(question('q', 'Why?'));
      host.put(answer('a', { state: 'running' }));
      const retry: NoticeStep = {
        kind: 'notice',
        round: 0,
        text: 'Busy. Retrying in 30 s (retry 1 of 2).',
        passing: { past: 'Busy. Retried once after 30 s.', retryFor: 'Busy.' },
        retry: { atMs: Date.now() + 30_000, seconds: 30 },
      };
      host.change({ kind: 'step', step: 0, value: retry });
      await page.getByText(/Retrying in \d+ s/).waitFor();
      host.change({ kind: 'step', step: 1, value: { kind: 'text', round: 0, text: 'Because.' } });
      await page.getByText('Busy. Retried once after 30 s.').waitFor();
      assert.equal(await page.getByText('Retrying').count(), 0);
    });
  });

  test('lets a question be written anew and asked again', async () => {
    await open(new ChatHost([question('q', 'Wy?'), said('a', 'Because.')]), async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Edit and ask again' }).press('Enter');
      await page.getByRole('article', { name: 'You' }).getByRole('textbox').fill('Why?');
      await page.keyboard.press('Enter');
      await eventually(() => asked.some(({ method }) => method === 'chat/edit'));
      assert.deepEqual(paramsOf(asked, 'chat/edit'), { turn: 'q', text: 'Why?', model: 'work/large' });
    });
  });

  test('has an answer made again', async () => {
    await open(new ChatHost([question('q', 'Why?'), said('a', 'Because.')]), async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Model: Large' }).waitFor();
      await page.getByRole('button', { name: 'Ask Again', exact: true }).click();
      await eventually(() => asked.some(({ method }) => method === 'chat/retry'));
      assert.deepEqual(paramsOf(asked, 'chat/retry'), { turn: 'a', model: 'work/large' });
    });
  });

  test('offers the button that mends an error, and a new try', async () => {
    await open(eventful(), async ({ page, asked }) => {
      await page.getByRole('alert').filter({ hasText: 'The API key was rejected.' }).waitFor();
      await page.getByRole('button', { name: 'Set Key…' }).click();
      await eventually(() => asked.some(({ method }) => method === 'command/run'));
      assert.deepEqual(paramsOf(asked, 'command/run'), { command: 'setKey', provider: 'work' });
      await page.getByRole('button', { name: 'Try Again' }).waitFor();
    });
  });

  test('leads to the providers where there is no model', async () => {
    const routes = { 'models/list': () => ({ models: [], hidden: [], embeddingModels: [] }) };
    await open(
      new ChatHost(),
      async ({ page, asked }) => {
        await page.getByRole('button', { name: 'Open Providers and Models' }).click();
        await eventually(() => asked.some(({ method }) => method === 'command/run'));
        assert.deepEqual(paramsOf(asked, 'command/run'), { command: 'configure' });
      },
      routes,
    );
  });

  test('offers the ways to a first model where there is only Echo, and looks for local servers meanwhile', async () => {
    const echo = model({}, { id: 'echo/echo', provider: 'echo', name: 'Echo' });
    await open(new ChatHost([], [], [echo]), async ({ page, asked }) => {
      await page.getByRole('heading', { name: 'No models yet' }).waitFor();
      await page.getByText('Until you add a provider, the built-in Echo model responds').waitFor();
      await page.getByRole('button', { name: 'Paste an API Key…' }).click();
      await eventually(() => asked.some(({ method }) => method === 'setup/add'));
      assert.deepEqual(paramsOf(asked, 'setup/add'), { by: 'key' });
      await page.getByRole('button', { name: 'Add a Provider by Its URL…' }).click();
      await eventually(() => asked.filter(({ method }) => method === 'setup/add').length === 2);
      await eventually(() => asked.filter(({ method }) => method === 'local/look').length >= 2);
    });
  });

  test('promises no server that nobody looks for', async () => {
    const routes = {
      'local/look': () => false,
      'models/list': () => ({ models: [], hidden: [], embeddingModels: [] }),
    };
    await open(
      new ChatHost(),
      async ({ page }) => {
        await page.getByText('Automatic detection of local providers is turned off').waitFor();
        assert.equal(await page.getByText('appear here automatically').count(), 0);
      },
      routes,
    );
  });

  test('asks the model that was chosen elsewhere', async () => {
    await open(new ChatHost(), async ({ page, asked, tell }) => {
      await page.getByRole('button', { name: /Large/ }).waitFor();
      await tell('chosen', 'local/small');
      await page.getByRole('button', { name: /Small/ }).waitFor();
      await page.getByRole('textbox').fill('Hello');
      await page.keyboard.press('Enter');
      await eventually(() => asked.some(({ method }) => method === 'chat/send'));
      assert.deepEqual(paramsOf(asked, 'chat/send'), { text: 'Hello', model: 'local/small' });
    });
  });

  test('says an answer to screen readers by the sentence, and no earlier one', async () => {
    const host = new ChatHost([question('q', 'Why?'), said('a', 'An old answer.')]);
    await open(host, async ({ page }) => {
      host.put(question('q2', 'And?'));
      host.put(answer('a2', { state: 'running' }));
      host.change({
        kind: 'step',
        step: 0,
        value: { kind: 'text', round: 0, text: 'The first sentence. And the sec' },
      });
      const log = page.getByRole('log');
      await log.filter({ hasText: /^The first sentence\.$/ }).waitFor({ state: 'attached' });
      host.change({ kind: 'append', step: 0, text: 'ond one' });
      host.change({ kind: 'end', state: 'done' });
      await log.filter({ hasText: /^And the second one$/ }).waitFor({ state: 'attached' });
    });
  });

  test('stays where the user was when the page was gone, and follows the end again when they go there', async () => {
    const turns = Array.from({ length: 30 }, (_, index) => [
      question(`q${index}`, `Question ${index}?`),
      said(`a${index}`, 'So it is.\n\n'.repeat(5)),
    ]).flat();
    const state = { place: { session: 'one', first: 10, top: 1000 } };
    await withPage({ routes: new ChatHost(turns).routes(), state, width: 420, height: 800 }, async ({ page }) => {
      const conversation = page.getByRole('region', { name: 'Conversation' });
      await page.getByText('Question 29?').waitFor({ state: 'attached' });
      assert.equal(await conversation.evaluate(({ scrollTop }) => scrollTop), 1000);
      await page.getByRole('button', { name: 'Scroll to the end' }).click();
      await page.getByRole('button', { name: 'Scroll to the end' }).waitFor({ state: 'detached' });
      assert.ok(
        await conversation.evaluate(
          ({ scrollTop, scrollHeight, clientHeight }) => scrollHeight - scrollTop - clientHeight < 2,
        ),
      );
    });
  });

  test('has a shape while it is on its way', async () => {
    await withPage(
      { routes: new ChatHost().routes({ 'chat/follow': () => new Promise(() => {}) }) },
      async ({ page }) => {
        await page.getByRole('status', { name: 'Loading the chat…' }).waitFor();
      },
    );
  });
});
