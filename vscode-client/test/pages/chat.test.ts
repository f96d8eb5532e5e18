import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibilityViolations, waitUntil, themes } from './browser.js';
import type { NoticeStep } from '../../src/chat/session.js';
import { model } from '../model/models.js';
import { answer, ChatHost, fullConversation, question, textAnswer, withChat } from './chatHost.js';
import { describePage, paramsOf, screenshot } from './describePage.js';
import { bracketed, untranslated } from './untranslated.js';

describePage('chat', 'the conversation in the chat', (withPage) => {
  const open = withChat(withPage);

  for (const theme of themes) {
    test(`has no serious accessibility problems or console errors in the ${theme} theme`, async () => {
      await withPage({ theme, routes: fullConversation().routes(), width: 420, height: 1100 }, async (opened) => {
        await opened.page.getByRole('button', { name: 'Get weather' }).click();
        await opened.page.getByText('The API key was rejected.').waitFor();
        assert.deepEqual(await accessibilityViolations(opened.page), []);
        await screenshot(opened, `chat-${theme}`);
      });
    });
  }

  test('shows all texts in the display language of VS Code', async () => {
    await withPage({ routes: fullConversation().routes(), translations: bracketed() }, async (opened) => {
      await opened.page.getByText('The API key was rejected.').waitFor();
      // Text rendered from Markdown consists of separate strings.
      const received = [
        ...opened.received,
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
      assert.deepEqual(await untranslated(opened.page, received), []);
    });
  });

  test('renders a response while it is streamed, with syntax highlighting', async () => {
    const host = new ChatHost();
    await open(host, async ({ page }) => {
      host.reportTurn(question('q', 'How do I declare a constant?'));
      host.reportTurn(answer('a', { state: 'running' }));
      await page.getByText('Waiting for Large…').waitFor();
      host.change({
        kind: 'step',
        step: 0,
        value: { kind: 'text', round: 0, text: 'Use **this keyword**:\n\n```ts\ncon' },
      });
      host.change({ kind: 'append', step: 0, text: 'st a = 1;\n```\n' });
      await page.locator('strong', { hasText: 'this keyword' }).waitFor();
      await page.locator('.hljs-keyword', { hasText: 'const' }).waitFor();
    });
  });

  test('shows raw HTML as text and does not load images', async () => {
    const unsafe = '<img src=x onerror="document.title=1">\n\n![track](https://example.com/t.png)';
    await open(new ChatHost([question('q', 'Show the logo.'), textAnswer('a', unsafe)]), async ({ page }) => {
      await page.getByText('<img src=x').waitFor();
      await page.getByRole('link', { name: 'track' }).waitFor();
      assert.equal(await page.locator('open-llm-markdown img').count(), 0);
    });
  });

  test('delegates opening links to the host', async () => {
    await open(
      new ChatHost([textAnswer('a', 'See [the page](https://example.com/a).')]),
      async ({ page, requests }) => {
        await page.getByRole('link', { name: 'the page' }).click();
        await waitUntil(() => requests.some(({ method }) => method === 'link/open'));
        assert.deepEqual(paramsOf(requests, 'link/open'), { href: 'https://example.com/a' });
      },
    );
  });

  for (const [button, method] of [
    ['Copy', 'code/copy'],
    ['Insert at cursor', 'code/insert'],
    ['Apply to the editor…', 'code/apply'],
  ] as const) {
    test(`delegates the action to the host: ${button}`, async () => {
      await open(new ChatHost([textAnswer('a', '```ts\nlet a = 1;\n```')]), async ({ page, requests }) => {
        await page.getByRole('button', { name: button, exact: true }).click();
        await waitUntil(() => requests.some((request) => request.method === method));
        assert.deepEqual(paramsOf(requests, method), { code: 'let a = 1;' });
      });
    });
  }

  test('shows the Copy button for a code block in a list', async () => {
    await open(
      new ChatHost([textAnswer('a', '- first:\n\n  ```ts\n  let a = 1;\n  ```\n')]),
      async ({ page, requests }) => {
        await page.getByRole('button', { name: 'Copy', exact: true }).click();
        await waitUntil(() => requests.some(({ method }) => method === 'code/copy'));
        assert.deepEqual(paramsOf(requests, 'code/copy'), { code: 'let a = 1;' });
      },
    );
  });

  test('collapses reasoning to one line that shows its duration', async () => {
    await open(fullConversation(), async ({ page }) => {
      const line = page.getByRole('button', { name: 'Thought for 4.20 s' });
      assert.equal(await page.getByText('A question about').isVisible(), false);
      await line.click();
      await page.getByText('A question about').waitFor();
      assert.equal(await line.getAttribute('aria-expanded'), 'true');
    });
  });

  test('shows a tool call as one row that expands to its arguments and result', async () => {
    await open(fullConversation(), async ({ page }) => {
      const row = page.getByRole('button', { name: 'Get weather Zürich' });
      await row.waitFor();
      assert.equal(await page.getByText('21 °C').isVisible(), false);
      await row.click();
      await page.getByText('21 °C').waitFor();
      await page.getByRole('group', { name: 'Arguments' }).getByText('"city": "Zürich"').waitFor();
    });
  });

  test('shows the model, time to first token, token counts, and cost of a response', async () => {
    await open(new ChatHost([textAnswer('a', 'Yes.')]), async ({ page }) => {
      const metrics = page.getByRole('list', { name: 'Usage' }).getByRole('listitem');
      await metrics.first().waitFor();
      assert.equal(await metrics.first().getAttribute('title'), 'work/large');
      assert.deepEqual(await metrics.allInnerTexts(), ['Large', 'first token 0.42 s', '1.8K → 212 tokens', '$0.0042']);
    });
  });

  test('shows the provider of models with identical names', async () => {
    const models = ['work', 'home'].map((provider) =>
      model({}, { id: `${provider}/large`, provider, model: 'large', name: 'Large' }),
    );
    await open(new ChatHost([textAnswer('a', 'Yes.')], [], models), async ({ page }) => {
      await page.getByRole('list', { name: 'Usage' }).getByText('Large (work)').waitFor();
    });
  });

  test('rewords a retry notice in the past tense when the response arrives', async () => {
    const host = new ChatHost();
    await open(host, async ({ page }) => {
      host.reportTurn(question('q', 'Why?'));
      host.reportTurn(answer('a', { state: 'running' }));
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

  test('lets the user edit a message and send it again', async () => {
    await open(new ChatHost([question('q', 'Wy?'), textAnswer('a', 'Because.')]), async ({ page, requests }) => {
      await page.getByRole('button', { name: 'Edit and ask again' }).press('Enter');
      await page.getByRole('article', { name: 'You' }).getByRole('textbox').fill('Why?');
      await page.keyboard.press('Enter');
      await waitUntil(() => requests.some(({ method }) => method === 'chat/edit'));
      assert.deepEqual(paramsOf(requests, 'chat/edit'), { turn: 'q', text: 'Why?', model: 'work/large' });
    });
  });

  test('lets the user request a response again', async () => {
    await open(new ChatHost([question('q', 'Why?'), textAnswer('a', 'Because.')]), async ({ page, requests }) => {
      await page.getByRole('button', { name: 'Model: Large' }).waitFor();
      await page.getByRole('button', { name: 'Ask Again', exact: true }).click();
      await waitUntil(() => requests.some(({ method }) => method === 'chat/retry'));
      assert.deepEqual(paramsOf(requests, 'chat/retry'), { turn: 'a', model: 'work/large' });
    });
  });

  test('shows a button that fixes the cause of an error, and a retry button', async () => {
    await open(fullConversation(), async ({ page, requests }) => {
      await page.getByRole('alert').filter({ hasText: 'The API key was rejected.' }).waitFor();
      await page.getByRole('button', { name: 'Set Key…' }).click();
      await waitUntil(() => requests.some(({ method }) => method === 'command/run'));
      assert.deepEqual(paramsOf(requests, 'command/run'), { command: 'setKey', provider: 'work' });
      await page.getByRole('button', { name: 'Try Again' }).waitFor();
    });
  });

  test('links to Providers and Models if no models are available', async () => {
    const routes = { 'models/list': () => ({ models: [], hidden: [], embeddingModels: [] }) };
    await open(
      new ChatHost(),
      async ({ page, requests }) => {
        await page.getByRole('button', { name: 'Open Providers and Models' }).click();
        await waitUntil(() => requests.some(({ method }) => method === 'command/run'));
        assert.deepEqual(paramsOf(requests, 'command/run'), { command: 'configure' });
      },
      routes,
    );
  });

  test('shows the setup options and detects local providers if only the Echo model is available', async () => {
    const echo = model({}, { id: 'echo/echo', provider: 'echo', name: 'Echo' });
    await open(new ChatHost([], [], [echo]), async ({ page, requests }) => {
      await page.getByRole('heading', { name: 'No models yet' }).waitFor();
      await page.getByText('Until you add a provider, the built-in Echo model responds').waitFor();
      await page.getByRole('button', { name: 'Paste an API Key…' }).click();
      await waitUntil(() => requests.some(({ method }) => method === 'setup/add'));
      assert.deepEqual(paramsOf(requests, 'setup/add'), { by: 'key' });
      await page.getByRole('button', { name: 'Add a Provider by Its URL…' }).click();
      await waitUntil(() => requests.filter(({ method }) => method === 'setup/add').length === 2);
      await waitUntil(() => requests.filter(({ method }) => method === 'local/look').length >= 2);
    });
  });

  test('shows that detection of local providers is turned off', async () => {
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

  test('sends messages to a model that was chosen outside the page', async () => {
    await open(new ChatHost(), async ({ page, requests, post }) => {
      await page.getByRole('button', { name: /Large/ }).waitFor();
      await post('chosen', 'local/small');
      await page.getByRole('button', { name: /Small/ }).waitFor();
      await page.getByRole('textbox').fill('Hello');
      await page.keyboard.press('Enter');
      await waitUntil(() => requests.some(({ method }) => method === 'chat/send'));
      assert.deepEqual(paramsOf(requests, 'chat/send'), { text: 'Hello', model: 'local/small' });
    });
  });

  test('announces a new response to screen readers by sentence, without earlier responses', async () => {
    const host = new ChatHost([question('q', 'Why?'), textAnswer('a', 'An earlier response.')]);
    await open(host, async ({ page }) => {
      host.reportTurn(question('q2', 'What else?'));
      host.reportTurn(answer('a2', { state: 'running' }));
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

  test('restores the scroll position when the page is reopened, and scrolls to the end on request', async () => {
    const turns = Array.from({ length: 30 }, (_, index) => [
      question(`q${index}`, `Question ${index}?`),
      textAnswer(`a${index}`, 'A short paragraph.\n\n'.repeat(5)),
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

  test('shows a placeholder while the chat is loading', async () => {
    await withPage(
      { routes: new ChatHost().routes({ 'chat/follow': () => new Promise(() => {}) }) },
      async ({ page }) => {
        await page.getByRole('status', { name: 'Loading the chat…' }).waitFor();
      },
    );
  });
});
