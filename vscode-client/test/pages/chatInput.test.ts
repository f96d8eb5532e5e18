import assert from 'node:assert/strict';
import { test } from 'node:test';
import { model } from '../model/models.js';
import { waitUntil, type OpenPage } from './browser.js';
import { answer, ChatHost, question, textAnswer, withChat } from './chatHost.js';
import { describePage, paramsOf } from './describePage.js';

describePage('chat', 'the chat input', (withPage) => {
  const open = withChat(withPage);

  test('sends the message to the last chosen model when Enter is pressed, and is cleared', async () => {
    await open(new ChatHost(), async ({ page, requests }) => {
      await page.getByRole('button', { name: 'Model: Large' }).waitFor();
      await page.getByRole('textbox', { name: 'Message' }).fill('Why is the sea salty?');
      await page.keyboard.press('Enter');
      await waitUntil(() => requests.some(({ method }) => method === 'chat/send'));
      assert.deepEqual(paramsOf(requests, 'chat/send'), { text: 'Why is the sea salty?', model: 'work/large' });
      assert.equal(await page.getByRole('textbox', { name: 'Message' }).inputValue(), '');
    });
  });

  test('inserts a line break when Shift+Enter is pressed', async () => {
    await open(new ChatHost(), async ({ page, requests }) => {
      await page.getByRole('textbox', { name: 'Message' }).fill('One');
      await page.keyboard.press('Shift+Enter');
      await page.keyboard.type('Two');
      assert.equal(await page.getByRole('textbox', { name: 'Message' }).inputValue(), 'One\nTwo');
      assert.equal(requests.filter(({ method }) => method === 'chat/send').length, 0);
    });
  });

  test('restores an unsent draft when the page is reopened, and saves changes to it', async () => {
    const routes = new ChatHost().routes({ 'draft/kept': () => ({ text: 'Explain this func' }) });
    await withPage({ routes }, async ({ page, requests }) => {
      const message = page.getByRole('textbox', { name: 'Message' });
      await waitUntil(async () => (await message.inputValue()) === 'Explain this func');
      await message.pressSequentially('tion');
      await waitUntil(() => (requests.at(-1)?.params as { text?: string }).text === 'Explain this function');
    });
  });

  test('lets the user choose a model with the keyboard, and reports the choice to the host', async () => {
    await open(new ChatHost(), async ({ page, requests }) => {
      await page.getByRole('button', { name: 'Model: Large' }).press('Enter');
      await page.keyboard.type('tools');
      await page.getByRole('option', { name: /Small/ }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Model: Small' }).waitFor();
      assert.deepEqual(paramsOf(requests, 'model/choose'), { model: 'local/small' });
    });
  });

  test('lists the built-in Echo model only if no other model is available', async () => {
    const echo = model({}, { id: 'echo/echo', provider: 'echo', model: 'echo', name: 'Echo' });
    for (const [models, expected] of [
      [[model({}), echo], ['Small']],
      [[echo], ['Echo']],
    ] as const) {
      await open(new ChatHost([], [], [...models]), async ({ page }) => {
        await page.getByRole('button', { name: /^Model: / }).press('Enter');
        await page.getByRole('option').first().waitFor();
        const names = await page
          .getByRole('option')
          .evaluateAll((options) => options.map((option) => option.textContent ?? ''));
        assert.deepEqual(
          names.map((name) => /Small|Echo/.exec(name)?.[0]),
          expected,
        );
      });
    }
  });

  test('stops a response when Stop is clicked or Escape is pressed twice', async () => {
    const host = new ChatHost([question('q', 'Why?'), answer('a', { state: 'running' })]);
    await open(host, async ({ page, requests }) => {
      const stops = (): number => requests.filter(({ method }) => method === 'chat/stop').length;
      await page.getByRole('button', { name: 'Stop' }).click();
      await waitUntil(() => stops() === 1);
      await page.getByRole('textbox', { name: 'Message' }).press('Escape');
      await page.getByRole('status').filter({ hasText: 'Press Escape again to stop the response.' }).waitFor();
      assert.equal(stops(), 1);
      await page.keyboard.press('Escape');
      await waitUntil(() => stops() === 2);
    });
  });

  test('shows how much of the context window of the chosen model is used', async () => {
    const figures = { model: 'work/large', totalMs: 10, contextTokens: 30_000 };
    await open(new ChatHost([question('q', 'Why?'), answer('a', { figures })]), async ({ page }) => {
      const meter = page.getByRole('meter', { name: 'Context' });
      await meter.waitFor();
      assert.equal(await meter.textContent(), '73%');
      assert.equal(await meter.getAttribute('aria-valuetext'), 'Context: 30K of 41K tokens used (73%)');
      assert.equal(await meter.getAttribute('aria-valuenow'), '73');
    });
  });

  test('hides the context meter if the provider did not report the usage', async () => {
    const figures = { model: 'work/large', totalMs: 10 };
    await open(new ChatHost([question('q', 'Why?'), answer('a', { figures })]), async ({ page }) => {
      await page.getByRole('button', { name: 'Model: Large' }).waitFor();
      assert.equal(await page.getByRole('meter').count(), 0);
    });
  });

  test('retains a message that could not be sent, and shows the reason', async () => {
    const failure = { info: { kind: 'internal', message: 'The server is not responding.' } };
    const routes = {
      'chat/send': () => {
        throw failure;
      },
    };
    await open(
      new ChatHost(),
      async ({ page }) => {
        await page.getByRole('textbox', { name: 'Message' }).fill('Explain this function');
        await page.keyboard.press('Enter');
        await page.getByRole('alert').filter({ hasText: 'The server is not responding.' }).waitFor();
        assert.equal(await page.getByRole('textbox', { name: 'Message' }).inputValue(), 'Explain this function');
      },
      routes,
    );
  });

  test('shows why a message could not be sent until the user performs another action', async () => {
    let finishSaving: () => void = () => {};
    const saving = new Promise<null>((resolve) => (finishSaving = () => resolve(null)));
    const failure = { info: { kind: 'internal', message: 'The server is not responding.' } };
    const routes = {
      'chat/send': () => {
        throw failure;
      },
      'draft/keep': () => saving,
    };
    await open(
      new ChatHost(),
      async ({ page, post }) => {
        await page.getByRole('textbox', { name: 'Message' }).fill('Explain this function');
        await page.keyboard.press('Enter');
        const alert = page.getByRole('alert').filter({ hasText: 'The server is not responding.' });
        await alert.waitFor();
        finishSaving();
        await allMessagesReceived(page, post);
        assert.equal(await alert.count(), 1);
        await page.getByRole('button', { name: /tools/i }).click();
        await alert.waitFor({ state: 'detached' });
      },
      routes,
    );
  });

  test('delays sending until the models are loaded', async () => {
    let resolveModels: (models: unknown) => void = () => {};
    const models = new Promise((resolve) => (resolveModels = resolve));
    const host = new ChatHost();
    const listModels = host.routes()['models/list'];
    await open(
      host,
      async ({ page, requests }) => {
        await page.getByRole('button', { name: 'Model: Loading models…' }).waitFor();
        await page.getByRole('textbox', { name: 'Message' }).fill('Why?');
        await page.keyboard.press('Enter');
        resolveModels(listModels?.({} as never, () => {}));
        await waitUntil(() => requests.some(({ method }) => method === 'chat/send'));
        assert.deepEqual(paramsOf(requests, 'chat/send'), { text: 'Why?', model: 'work/large' });
      },
      { 'models/list': () => models },
    );
  });

  test('shows why models could not be loaded, with a button that opens the log', async () => {
    const failure = { info: { kind: 'internal', message: 'Java was not found.' } };
    const routes = {
      'models/list': () => {
        throw failure;
      },
    };
    await open(
      new ChatHost(),
      async ({ page, requests }) => {
        await page.getByRole('alert').filter({ hasText: 'Java was not found.' }).waitFor();
        await page.getByRole('button', { name: 'Open Log' }).click();
        await waitUntil(() => requests.some(({ method }) => method === 'command/run'));
        // A subsequent successful action does not hide the error.
        await page.getByRole('alert').filter({ hasText: 'Java was not found.' }).waitFor();
      },
      routes,
    );
  });

  test('opens the last message for editing when Up is pressed in the empty input box', async () => {
    const host = new ChatHost([
      question('q1', 'One?'),
      textAnswer('a1', 'Yes.'),
      question('q2', 'Two?'),
      textAnswer('a2', 'Yes.'),
    ]);
    await open(host, async ({ page, requests }) => {
      await page.getByRole('button', { name: 'Model: Large' }).waitFor();
      await page.getByRole('textbox', { name: 'Message' }).press('ArrowUp');
      const editor = page.getByRole('article', { name: 'You' }).getByRole('textbox');
      assert.equal(await editor.inputValue(), 'Two?');
      await page.keyboard.type(' Or three?');
      await page.keyboard.press('Enter');
      await waitUntil(() => requests.some(({ method }) => method === 'chat/edit'));
      assert.deepEqual(paramsOf(requests, 'chat/edit'), { turn: 'q2', text: 'Two? Or three?', model: 'work/large' });
      assert.equal(await hasFocus(page), true);
    });
  });

  test('has the focus after Send or Stop is clicked', async () => {
    const host = new ChatHost();
    await open(host, async ({ page, requests }) => {
      await page.getByRole('textbox', { name: 'Message' }).fill('Why?');
      await page.getByRole('button', { name: 'Send' }).click();
      await waitUntil(() => requests.some(({ method }) => method === 'chat/send'));
      assert.equal(await hasFocus(page), true);
      host.reportTurn(question('q', 'Why?'));
      host.reportTurn(answer('a', { state: 'running' }));
      await page.getByRole('button', { name: 'Stop' }).click();
      host.change({ kind: 'end', state: 'stopped' });
      await page.getByText('Stopped.').waitFor();
      assert.equal(
        await page.getByRole('button', { name: 'Send' }).evaluate((button) => button.matches(':focus')),
        true,
      );
    });
  });

  test('fits the model list into a narrow side bar', async () => {
    await withPage({ routes: new ChatHost().routes(), width: 260, height: 500 }, async ({ page }) => {
      await page.getByRole('button', { name: 'Model: Large' }).click();
      const list = await page.getByRole('listbox').boundingBox();
      assert.ok(list && list.x >= 0 && list.x + list.width <= 260, JSON.stringify(list));
      assert.equal(
        await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
        true,
      );
    });
  });

  test('lets the user choose the reasoning effort with the keyboard if the model supports several', async () => {
    await open(reasoningHost(), async ({ page, requests }) => {
      await page.getByRole('button', { name: 'Reasoning effort: Provider default' }).press('Enter');
      assert.deepEqual(
        await page
          .getByRole('menuitemradio')
          .allInnerTexts()
          .then((texts) => texts.map(withoutIcons)),
        ['Provider default', 'Low', 'High'],
      );
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Reasoning effort: High' }).waitFor();
      assert.deepEqual(paramsOf(requests, 'effort/choose'), { model: 'work/large', effort: 'high' });
      assert.equal(await hasFocus(page), true);
    });
  });

  test('shows the saved reasoning effort, and hides the control for models without effort levels', async () => {
    await open(
      reasoningHost(),
      async ({ page }) => {
        await page.getByRole('button', { name: 'Reasoning effort: Low' }).waitFor();
        await page.getByRole('button', { name: 'Model: Large' }).click();
        await page.getByRole('option', { name: /Small/ }).click();
        await page.getByRole('button', { name: 'Model: Small' }).waitFor();
        assert.equal(await page.getByRole('button', { name: /^Reasoning effort/ }).count(), 0);
      },
      { 'model/chosen': () => ({ model: 'work/large', efforts: { 'work/large': 'low' } }) },
    );
  });
});

/** Returns a host with a chat whose model supports several reasoning efforts. */
function reasoningHost(): ChatHost {
  return new ChatHost(
    [],
    [],
    [
      model({ tools: true }),
      model(
        { reasoning: true, reasoningEfforts: ['low', 'high'] },
        { id: 'work/large', provider: 'work', model: 'large', name: 'Large' },
      ),
    ],
  );
}

/** Waits until the page has received all pending messages. Messages are received in order. */
async function allMessagesReceived(page: OpenPage['page'], post: OpenPage['post']): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await post('pendingQuestion', { text: 'The last message.' });
  await page.getByText('The last message.').waitFor();
}

/** Returns the text without icons. */
function withoutIcons(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '').trim();
}

function hasFocus(page: OpenPage['page']): Promise<boolean> {
  return page
    .getByRole('textbox', { name: 'Message' })
    .last()
    .evaluate((field) => field.matches(':focus'));
}
