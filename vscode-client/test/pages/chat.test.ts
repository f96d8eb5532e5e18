import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { accessibilityFaults, missing, PageBrowser, themes, type OpenPage, type TestRoutes } from './browser.js';
import { answer, ChatHost, question, said } from './chatHost.js';
import { bracketed, untranslated } from './untranslated.js';

const why = missing();
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('the chat page', { skip: why ?? false }, () => {
  let browser: PageBrowser;
  before(async () => {
    browser = await PageBrowser.start();
  });
  after(() => browser.stop());

  async function withChat(host: ChatHost, check: (opened: OpenPage) => Promise<void>, routes: TestRoutes = {}): Promise<void> {
    const opened = await browser.open('chat', { routes: host.routes(routes), width: 420, height: 800 });
    try {
      await opened.page.getByRole('textbox', { name: 'Message' }).waitFor();
      await check(opened);
      assert.deepEqual(opened.faults, [], 'console errors or violations of the security policy');
    } finally {
      await opened.close();
    }
  }

  for (const theme of themes) {
    test(`has no serious accessibility fault and no console error in the ${theme} theme`, async () => {
      const opened = await browser.open('chat', { theme, routes: eventful().routes(), width: 420, height: 1100 });
      await opened.page.getByRole('button', { name: 'get_weather' }).click();
      await opened.page.getByText('The key was refused.').waitFor();
      assert.deepEqual(await accessibilityFaults(opened.page), []);
      assert.deepEqual(opened.faults, []);
      const folder = process.env['OPEN_LLM_SCREENSHOTS'];
      if (folder) {
        await opened.page.screenshot({ path: `${folder}/chat-${theme}.png` });
      }
      await opened.close();
    });
  }

  test('says everything in the language of VS Code', async () => {
    const opened = await browser.open('chat', { routes: eventful().routes(), translations: bracketed() });
    await opened.page.getByText('The key was refused.').waitFor();
    // What Markdown draws is told in pieces of its own.
    const told = [...opened.told, 'A lighthouse', 'lighthouse', 'is', 'tall', 'lamp', 'export', 'interface', 'Lamp', 'height', 'number', 'Height', 'lit', 'boolean', 'typescript'];
    assert.deepEqual(await untranslated(opened.page, told), []);
    await opened.close();
  });

  test('sends with Enter, to the model chosen last, and empties the field', async () => {
    await withChat(new ChatHost(), async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Model: Large' }).waitFor();
      await page.getByRole('textbox', { name: 'Message' }).fill('Why is the sea salty?');
      await page.keyboard.press('Enter');
      await eventually(() => asked.some(({ method }) => method === 'chat/send'));
      assert.deepEqual(paramsOf(asked, 'chat/send'), { text: 'Why is the sea salty?', model: 'work/large' });
      assert.equal(await page.getByRole('textbox', { name: 'Message' }).inputValue(), '');
    });
  });

  test('starts a new line with Shift and Enter', async () => {
    await withChat(new ChatHost(), async ({ page, asked }) => {
      await page.getByRole('textbox', { name: 'Message' }).fill('One');
      await page.keyboard.press('Shift+Enter');
      await page.keyboard.type('Two');
      assert.equal(await page.getByRole('textbox', { name: 'Message' }).inputValue(), 'One\nTwo');
      assert.equal(asked.filter(({ method }) => method === 'chat/send').length, 0);
    });
  });

  test('keeps what was written but not sent when it is shown again', async () => {
    const opened = await browser.open('chat', { routes: new ChatHost().routes(), state: { draft: 'Half a thou' } });
    assert.equal(await opened.page.getByRole('textbox', { name: 'Message' }).inputValue(), 'Half a thou');
    await opened.close();
  });

  test('chooses a model by keyboard alone, and the host remembers it', async () => {
    await withChat(new ChatHost(), async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Model: Large' }).press('Enter');
      await page.keyboard.type('tools');
      await page.getByRole('option', { name: /Small/ }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Model: Small' }).waitFor();
      assert.deepEqual(paramsOf(asked, 'model/choose'), { model: 'local/small' });
    });
  });

  test('draws an answer as it comes, with its code coloured', async () => {
    const host = new ChatHost();
    await withChat(host, async ({ page }) => {
      host.put(question('q', 'Code?'));
      host.put(answer('a', { state: 'running' }));
      await page.getByText('Waiting for work/large…').waitFor();
      host.change({ kind: 'step', step: 0, value: { kind: 'text', round: 0, text: 'It is **so**:\n\n```ts\ncon' } });
      host.change({ kind: 'append', step: 0, text: 'st a = 1;\n```\n' });
      await page.locator('strong', { hasText: 'so' }).waitFor();
      await page.locator('.hljs-keyword', { hasText: 'const' }).waitFor();
    });
  });

  test('shows raw HTML as text and loads no picture', async () => {
    const bad = '<img src=x onerror="document.title=1">\n\n![track](https://example.com/t.png)';
    await withChat(new ChatHost([question('q', 'Hm'), said('a', bad)]), async ({ page }) => {
      await page.getByText('<img src=x').waitFor();
      await page.getByRole('link', { name: 'track' }).waitFor();
      assert.equal(await page.locator('open-llm-markdown img').count(), 0);
    });
  });

  test('opens links through the host', async () => {
    await withChat(new ChatHost([said('a', 'See [the page](https://example.com/a).')]), async ({ page, asked }) => {
      await page.getByRole('link', { name: 'the page' }).click();
      await eventually(() => asked.some(({ method }) => method === 'link/open'));
      assert.deepEqual(paramsOf(asked, 'link/open'), { href: 'https://example.com/a' });
    });
  });

  for (const [button, method] of [['Copy', 'code/copy'], ['Insert at cursor', 'code/insert'], ['Apply to the editor…', 'code/apply']] as const) {
    test(`has the host do it: ${button}`, async () => {
      await withChat(new ChatHost([said('a', '```ts\nlet a = 1;\n```')]), async ({ page, asked }) => {
        await page.getByRole('button', { name: button, exact: true }).click();
        await eventually(() => asked.some((request) => request.method === method));
        assert.deepEqual(paramsOf(asked, method), { code: 'let a = 1;' });
      });
    });
  }

  test('offers the same for code inside of a list', async () => {
    await withChat(new ChatHost([said('a', '- first:\n\n  ```ts\n  let a = 1;\n  ```\n')]), async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Copy', exact: true }).click();
      await eventually(() => asked.some(({ method }) => method === 'code/copy'));
      assert.deepEqual(paramsOf(asked, 'code/copy'), { code: 'let a = 1;' });
    });
  });

  test('folds reasoning to one line with its duration', async () => {
    await withChat(eventful(), async ({ page }) => {
      const line = page.getByRole('button', { name: 'Thought for 4.20 s' });
      assert.equal(await page.getByText('A question about').isVisible(), false);
      await line.click();
      await page.getByText('A question about').waitFor();
      assert.equal(await line.getAttribute('aria-expanded'), 'true');
    });
  });

  test('shows a tool call as one row that opens to arguments and result', async () => {
    await withChat(eventful(), async ({ page }) => {
      const row = page.getByRole('button', { name: 'get_weather Zürich' });
      await row.waitFor();
      assert.equal(await page.getByText('21 °C').isVisible(), false);
      await row.click();
      await page.getByText('21 °C').waitFor();
      await page.getByRole('group', { name: 'Arguments' }).getByText('"city": "Zürich"').waitFor();
    });
  });

  test('tells of each answer the model, the first token, the tokens and the cost', async () => {
    await withChat(new ChatHost([said('a', 'Yes.')]), async ({ page }) => {
      await page.getByText('work/large · first token 0.42 s · 1.8K → 212 tokens · $0.0042').waitFor();
    });
  });

  test('lets a question be written anew and asked again', async () => {
    await withChat(new ChatHost([question('q', 'Wy?'), said('a', 'Because.')]), async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Edit and ask again' }).press('Enter');
      await page.getByRole('article', { name: 'You' }).getByRole('textbox').fill('Why?');
      await page.keyboard.press('Enter');
      await eventually(() => asked.some(({ method }) => method === 'chat/edit'));
      assert.deepEqual(paramsOf(asked, 'chat/edit'), { turn: 'q', text: 'Why?', model: 'work/large' });
    });
  });

  test('has an answer made again', async () => {
    await withChat(new ChatHost([question('q', 'Why?'), said('a', 'Because.')]), async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Model: Large' }).waitFor();
      await page.getByRole('button', { name: 'Ask again', exact: true }).click();
      await eventually(() => asked.some(({ method }) => method === 'chat/retry'));
      assert.deepEqual(paramsOf(asked, 'chat/retry'), { turn: 'a', model: 'work/large' });
    });
  });

  test('stops an answer with its button or with Escape', async () => {
    const host = new ChatHost([question('q', 'Why?'), answer('a', { state: 'running' })]);
    await withChat(host, async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.getByRole('textbox', { name: 'Message' }).press('Escape');
      await eventually(() => asked.filter(({ method }) => method === 'chat/stop').length === 2);
    });
  });

  test('attaches pictures that are pasted', async () => {
    await withChat(new ChatHost(), async ({ page, asked }) => {
      await page.getByRole('textbox', { name: 'Message' }).evaluate(pastePicture, pixel);
      await eventually(() => asked.some(({ method }) => method === 'attach/data'));
      assert.deepEqual(paramsOf(asked, 'attach/data'), { name: 'a.png', mimeType: 'image/png', base64: pixel });
    });
  });

  test('shows what is attached, and takes it away again', async () => {
    const picture = { kind: 'image', name: 'chart.png', mimeType: 'image/png', data: pixel } as const;
    await withChat(new ChatHost([], [picture]), async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Remove chart.png' }).click();
      await eventually(() => asked.some(({ method }) => method === 'attach/remove'));
    });
  });

  test('offers the button that mends an error, and a new try', async () => {
    await withChat(eventful(), async ({ page, asked }) => {
      await page.getByRole('alert').filter({ hasText: 'The key was refused.' }).waitFor();
      await page.getByRole('button', { name: 'Set key…' }).click();
      await eventually(() => asked.some(({ method }) => method === 'command/run'));
      assert.deepEqual(paramsOf(asked, 'command/run'), { command: 'setKey', provider: 'work' });
      await page.getByRole('button', { name: 'Try again' }).waitFor();
    });
  });

  test('leads to the providers where there is no model', async () => {
    const routes = { 'models/list': () => ({ models: [], hidden: [] }) };
    await withChat(new ChatHost(), async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Add a provider' }).click();
      await eventually(() => asked.some(({ method }) => method === 'command/run'));
      assert.deepEqual(paramsOf(asked, 'command/run'), { command: 'configure' });
    }, routes);
  });

  test('says an answer to screen readers by the sentence, and no earlier one', async () => {
    const host = new ChatHost([question('q', 'Why?'), said('a', 'An old answer.')]);
    await withChat(host, async ({ page }) => {
      host.put(question('q2', 'And?'));
      host.put(answer('a2', { state: 'running' }));
      host.change({ kind: 'step', step: 0, value: { kind: 'text', round: 0, text: 'The first sentence. And the sec' } });
      const log = page.getByRole('log');
      await log.filter({ hasText: /^The first sentence\.$/ }).waitFor({ state: 'attached' });
      host.change({ kind: 'append', step: 0, text: 'ond one' });
      host.change({ kind: 'end', state: 'done' });
      await log.filter({ hasText: /^And the second one$/ }).waitFor({ state: 'attached' });
    });
  });
});

/** A chat in which everything there is happened. */
function eventful(): ChatHost {
  const code = { kind: 'text', name: 'lamp.ts:1-3', mimeType: 'text/typescript', data: 'let a;' } as const;
  const answered = '# A lighthouse\n\nA `lighthouse` is **tall**:\n\n- lamp\n\n```typescript\nexport interface Lamp {\n  // Height\n  height: number;\n  lit: boolean;\n}\n```\n';
  return new ChatHost([
    question('q1', 'What is a lighthouse, and how is the weather there?', [code]),
    answer('a1', {
      steps: [
        { kind: 'reasoning', round: 0, text: 'A question about lighthouses.', ms: 4200 },
        { kind: 'tool', round: 0, callId: 'c', name: 'get_weather', arguments: { city: 'Zürich' }, state: 'done', result: [{ type: 'text', text: '21 °C' }] },
        { kind: 'text', round: 1, text: answered },
        { kind: 'notice', round: 1, text: 'The request was sent again.' },
      ],
    }),
    question('q2', 'And now?'),
    answer('a2', {
      state: 'failed',
      error: { kind: 'auth', message: 'The key was refused.', hint: 'Set another key.', provider: 'work' },
    }),
  ]);
}

function paramsOf(asked: OpenPage['asked'], method: string): unknown {
  return asked.find((request) => request.method === method)?.params;
}

function pastePicture(field: Element, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], 'a.png', { type: 'image/png' }));
  field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, composed: true, cancelable: true }));
}

async function eventually(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!holds()) {
    assert.ok(Date.now() < deadline, 'It did not come to be within 10 s.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
