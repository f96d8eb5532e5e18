import assert from 'node:assert/strict';
import { test } from 'node:test';
import { model } from '../model/models.js';
import { eventually, type OpenPage } from './browser.js';
import { answer, ChatHost, question, said, withChat } from './chatHost.js';
import { describePage, paramsOf } from './describePage.js';

describePage('chat', 'the input of the chat', (withPage) => {
  const open = withChat(withPage);

  test('sends with Enter, to the model chosen last, and empties the field', async () => {
    await open(new ChatHost(), async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Model: Large' }).waitFor();
      await page.getByRole('textbox', { name: 'Message' }).fill('Why is the sea salty?');
      await page.keyboard.press('Enter');
      await eventually(() => asked.some(({ method }) => method === 'chat/send'));
      assert.deepEqual(paramsOf(asked, 'chat/send'), { text: 'Why is the sea salty?', model: 'work/large' });
      assert.equal(await page.getByRole('textbox', { name: 'Message' }).inputValue(), '');
    });
  });

  test('starts a new line with Shift and Enter', async () => {
    await open(new ChatHost(), async ({ page, asked }) => {
      await page.getByRole('textbox', { name: 'Message' }).fill('One');
      await page.keyboard.press('Shift+Enter');
      await page.keyboard.type('Two');
      assert.equal(await page.getByRole('textbox', { name: 'Message' }).inputValue(), 'One\nTwo');
      assert.equal(asked.filter(({ method }) => method === 'chat/send').length, 0);
    });
  });

  test('keeps what was written but not sent when it is shown again', async () => {
    const routes = new ChatHost().routes({ 'draft/kept': () => ({ text: 'Half a thou' }) });
    await withPage({ routes }, async ({ page, asked }) => {
      const message = page.getByRole('textbox', { name: 'Message' });
      await eventually(async () => (await message.inputValue()) === 'Half a thou');
      await message.pressSequentially('ght');
      await eventually(() => (asked.at(-1)?.params as { text?: string }).text === 'Half a thought');
    });
  });

  test('chooses a model by keyboard alone, and the host remembers it', async () => {
    await open(new ChatHost(), async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Model: Large' }).press('Enter');
      await page.keyboard.type('tools');
      await page.getByRole('option', { name: /Small/ }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Model: Small' }).waitFor();
      assert.deepEqual(paramsOf(asked, 'model/choose'), { model: 'local/small' });
    });
  });

  test('offers the built-in model only where there is no other', async () => {
    const echo = model({}, { id: 'echo/echo', provider: 'echo', model: 'echo', name: 'Echo' });
    for (const [models, offered] of [
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
          offered,
        );
      });
    }
  });

  test('stops a response with its button, and with Escape once it was said what Escape does', async () => {
    const host = new ChatHost([question('q', 'Why?'), answer('a', { state: 'running' })]);
    await open(host, async ({ page, asked }) => {
      const stops = (): number => asked.filter(({ method }) => method === 'chat/stop').length;
      await page.getByRole('button', { name: 'Stop' }).click();
      await eventually(() => stops() === 1);
      await page.getByRole('textbox', { name: 'Message' }).press('Escape');
      await page.getByRole('status').filter({ hasText: 'Press Escape again to stop the response.' }).waitFor();
      assert.equal(stops(), 1);
      await page.keyboard.press('Escape');
      await eventually(() => stops() === 2);
    });
  });

  test('shows how much of the context the conversation takes up, for the model that is chosen', async () => {
    const figures = { model: 'work/large', totalMs: 10, contextTokens: 30_000 };
    await open(new ChatHost([question('q', 'Why?'), answer('a', { figures })]), async ({ page }) => {
      const meter = page.getByRole('meter', { name: 'Context' });
      await meter.waitFor();
      assert.equal(await meter.textContent(), '73%');
      assert.equal(await meter.getAttribute('aria-valuetext'), 'Context: 30K of 41K tokens used (73%)');
      assert.equal(await meter.getAttribute('aria-valuenow'), '73');
    });
  });

  test('shows no context where no provider said how much was used', async () => {
    const figures = { model: 'work/large', totalMs: 10 };
    await open(new ChatHost([question('q', 'Why?'), answer('a', { figures })]), async ({ page }) => {
      await page.getByRole('button', { name: 'Model: Large' }).waitFor();
      assert.equal(await page.getByRole('meter').count(), 0);
    });
  });

  test('keeps what could not be sent, and says why', async () => {
    const refused = { info: { kind: 'internal', message: 'The server does not answer.' } };
    const routes = {
      'chat/send': () => {
        throw refused;
      },
    };
    await open(
      new ChatHost(),
      async ({ page }) => {
        await page.getByRole('textbox', { name: 'Message' }).fill('A long thought');
        await page.keyboard.press('Enter');
        await page.getByRole('alert').filter({ hasText: 'The server does not answer.' }).waitFor();
        assert.equal(await page.getByRole('textbox', { name: 'Message' }).inputValue(), 'A long thought');
      },
      routes,
    );
  });

  test('says why something was not sent until the user does something else', async () => {
    let keep: () => void = () => {};
    const kept = new Promise<null>((resolve) => (keep = () => resolve(null)));
    const refused = { info: { kind: 'internal', message: 'The server does not answer.' } };
    const routes = {
      'chat/send': () => {
        throw refused;
      },
      'draft/keep': () => kept,
    };
    await open(
      new ChatHost(),
      async ({ page, tell }) => {
        await page.getByRole('textbox', { name: 'Message' }).fill('A long thought');
        await page.keyboard.press('Enter');
        const alert = page.getByRole('alert').filter({ hasText: 'The server does not answer.' });
        await alert.waitFor();
        keep();
        await isTold(page, tell);
        assert.equal(await alert.count(), 1);
        await page.getByRole('button', { name: /tools/i }).click();
        await alert.waitFor({ state: 'detached' });
      },
      routes,
    );
  });

  test('waits for the models when it is quicker than they are', async () => {
    let answerWith: (models: unknown) => void = () => {};
    const models = new Promise((resolve) => (answerWith = resolve));
    const host = new ChatHost();
    const listed = host.routes()['models/list'];
    await open(
      host,
      async ({ page, asked }) => {
        await page.getByRole('button', { name: 'Model: Loading models…' }).waitFor();
        await page.getByRole('textbox', { name: 'Message' }).fill('Why?');
        await page.keyboard.press('Enter');
        answerWith(listed?.({} as never, () => {}));
        await eventually(() => asked.some(({ method }) => method === 'chat/send'));
        assert.deepEqual(paramsOf(asked, 'chat/send'), { text: 'Why?', model: 'work/large' });
      },
      { 'models/list': () => models },
    );
  });

  test('says why there are no models, with the button that helps', async () => {
    const refused = { info: { kind: 'internal', message: 'No Java was found.' } };
    const routes = {
      'models/list': () => {
        throw refused;
      },
    };
    await open(
      new ChatHost(),
      async ({ page, asked }) => {
        await page.getByRole('alert').filter({ hasText: 'No Java was found.' }).waitFor();
        await page.getByRole('button', { name: 'Open Log' }).click();
        await eventually(() => asked.some(({ method }) => method === 'command/run'));
        // A subsequent successful action does not hide the error.
        await page.getByRole('alert').filter({ hasText: 'No Java was found.' }).waitFor();
      },
      routes,
    );
  });

  test('edits the last question with the up arrow, where nothing is written', async () => {
    const host = new ChatHost([question('q1', 'One?'), said('a1', 'Yes.'), question('q2', 'Two?'), said('a2', 'Yes.')]);
    await open(host, async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Model: Large' }).waitFor();
      await page.getByRole('textbox', { name: 'Message' }).press('ArrowUp');
      const editor = page.getByRole('article', { name: 'You' }).getByRole('textbox');
      assert.equal(await editor.inputValue(), 'Two?');
      await page.keyboard.type(' Or three?');
      await page.keyboard.press('Enter');
      await eventually(() => asked.some(({ method }) => method === 'chat/edit'));
      assert.deepEqual(paramsOf(asked, 'chat/edit'), { turn: 'q2', text: 'Two? Or three?', model: 'work/large' });
      assert.equal(await hasFocus(page), true);
    });
  });

  test('has the focus after sending and after stopping by the mouse', async () => {
    const host = new ChatHost();
    await open(host, async ({ page, asked }) => {
      await page.getByRole('textbox', { name: 'Message' }).fill('Why?');
      await page.getByRole('button', { name: 'Send' }).click();
      await eventually(() => asked.some(({ method }) => method === 'chat/send'));
      assert.equal(await hasFocus(page), true);
      host.put(question('q', 'Why?'));
      host.put(answer('a', { state: 'running' }));
      await page.getByRole('button', { name: 'Stop' }).click();
      host.change({ kind: 'end', state: 'stopped' });
      await page.getByText('Stopped.').waitFor();
      assert.equal(
        await page.getByRole('button', { name: 'Send' }).evaluate((button) => button.matches(':focus')),
        true,
      );
    });
  });

  test('shows the list of models whole in a narrow side bar', async () => {
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

  test('lets the user choose how much a model thinks, by the keyboard, where it has a choice', async () => {
    await open(thinking(), async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Reasoning effort: Provider default' }).press('Enter');
      assert.deepEqual(
        await page
          .getByRole('menuitemradio')
          .allInnerTexts()
          .then((texts) => texts.map(inWords)),
        ['Provider default', 'Low', 'High'],
      );
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Reasoning effort: High' }).waitFor();
      assert.deepEqual(paramsOf(asked, 'effort/choose'), { model: 'work/large', effort: 'high' });
      assert.equal(await hasFocus(page), true);
    });
  });

  test('remembers how much each model thinks, and offers nothing for one without a choice', async () => {
    await open(
      thinking(),
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
function thinking(): ChatHost {
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
async function isTold(page: OpenPage['page'], tell: OpenPage['tell']): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await tell('pendingQuestion', { text: 'The last that is told.' });
  await page.getByText('The last that is told.').waitFor();
}

/** Returns the text without icons. */
function inWords(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '').trim();
}

function hasFocus(page: OpenPage['page']): Promise<boolean> {
  return page
    .getByRole('textbox', { name: 'Message' })
    .last()
    .evaluate((field) => field.matches(':focus'));
}
