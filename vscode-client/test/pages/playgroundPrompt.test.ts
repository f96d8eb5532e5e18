import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PlayModel, Prompt } from '../../src/playground/run.js';
import { waitUntil } from './browser.js';
import { describePage, paramsOf } from './describePage.js';
import { sendPrompt, draft, PlaygroundHost } from './playgroundHost.js';

describePage('playground', 'the playground prompt', (withPage) => {
  test('is sent to all models with the same system prompt, parameters, and tools', async () => {
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes() }, async ({ page, requests }) => {
      await page.getByRole('button', { name: 'System prompt' }).click();
      await page.getByRole('textbox', { name: 'System prompt' }).fill('Answer in one sentence.');
      await page.getByRole('button', { name: 'Parameters' }).click();
      await page.getByRole('textbox', { name: 'Temperature' }).fill('0.2');
      await page.getByRole('textbox', { name: 'Stop sequences' }).fill('END');
      await page.getByRole('textbox', { name: 'Additional fields' }).fill('{"top_k": 40}');
      await page.getByRole('button', { name: 'Tools' }).click();
      await page.getByText('read_file').click();
      await sendPrompt(page, 'Hello');
      await waitUntil(() => requests.some(({ method }) => method === 'run/start'));
      const { prompt, models } = paramsOf(requests, 'run/start') as { prompt: Prompt; models: PlayModel[] };
      assert.deepEqual(prompt, {
        system: 'Answer in one sentence.',
        text: 'Hello',
        images: [],
        tools: ['read_file'],
        toolChoice: 'auto',
        options: { temperature: 0.2, stop: ['END'], extra: { top_k: 40 } },
      });
      assert.deepEqual(
        models.map(({ id }) => id),
        ['openai/gpt-5', 'anthropic/claude'],
      );
    });
  });

  test('is not sent while a parameter is invalid, and shows which one', async () => {
    await withPage({ routes: new PlaygroundHost().routes() }, async ({ page, requests }) => {
      await page.getByRole('button', { name: 'Parameters' }).click();
      await page.getByRole('textbox', { name: 'Temperature' }).fill('high');
      await sendPrompt(page, 'Hello');
      await page.getByRole('alert').filter({ hasText: 'Temperature must be a number from 0 to 2.' }).waitFor();
      assert.equal(
        requests.some(({ method }) => method === 'run/start'),
        false,
      );
    });
  });

  test('can be sent with the keyboard', async () => {
    await withPage({ routes: new PlaygroundHost().routes() }, async ({ page, requests }) => {
      await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('Hello');
      await page.keyboard.press('Control+Enter');
      await waitUntil(() => requests.some(({ method }) => method === 'run/start'));
    });
  });

  test('includes a pasted image and rejects a pasted text file', async () => {
    await withPage({ routes: new PlaygroundHost().routes() }, async ({ page, requests }) => {
      await page.getByRole('textbox', { name: 'Prompt', exact: true }).evaluate((field) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array([1, 2, 3])], 'dots.png', { type: 'image/png' }));
        data.items.add(new File(['plain text'], 'a.txt', { type: 'text/plain' }));
        field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data }));
      });
      await page.getByText('dots.png').waitFor();
      await page.getByText('Not attached: a.txt.').waitFor();
      await sendPrompt(page, 'What does this image show?');
      await waitUntil(() => requests.some(({ method }) => method === 'run/start'));
      const { prompt } = paramsOf(requests, 'run/start') as { prompt: Prompt };
      assert.deepEqual(prompt.images, [{ name: 'dots.png', mimeType: 'image/png', data: 'AQID' }]);
    });
  });

  test('restores its run if it is hidden before the host confirms that the run started', async () => {
    const host = new PlaygroundHost();
    const routes = { ...host.routes(), 'run/start': () => new Promise(() => undefined) };
    let started: unknown;
    let state: unknown;
    await withPage({ routes }, async ({ page, requests, savedState }) => {
      await sendPrompt(page, 'Hello');
      await waitUntil(() => requests.some(({ method }) => method === 'run/start'));
      started = (paramsOf(requests, 'run/start') as { id: string }).id;
      state = await savedState();
    });
    await withPage({ routes: host.routes(), state }, async ({ page, requests }) => {
      await page.getByRole('textbox', { name: 'Prompt', exact: true }).waitFor();
      await waitUntil(() => requests.some(({ method }) => method === 'run/watch'));
      assert.deepEqual(paramsOf(requests, 'run/watch'), { id: started });
      assert.equal(await page.getByRole('textbox', { name: 'Prompt', exact: true }).inputValue(), 'Hello');
    });
  });

  test('retains its run if the user types before the run is loaded again', async () => {
    const host = new PlaygroundHost();
    const routes = { ...host.routes(), 'run/watch': () => new Promise(() => undefined) };
    const state = { draft, slots: [{ model: host.models[1], index: 1 }, { model: host.models[0] }], run: 'run-2' };
    await withPage({ routes, state }, async ({ page, savedState }) => {
      await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('Give an example.');
      await waitUntil(
        async () => ((await savedState()) as { draft: { text: string } }).draft.text === 'Give an example.',
      );
      assert.equal(((await savedState()) as { run?: string }).run, 'run-2');
    });
  });

  test('is restored when it becomes visible again, and follows its run', async () => {
    const host = new PlaygroundHost();
    const state = {
      draft: { ...draft, text: 'How do I parse' },
      slots: [{ model: host.models[1], index: 1 }, { model: host.models[0] }],
      run: 'run-2',
    };
    await withPage({ routes: host.routes(), state }, async ({ page, requests }) => {
      await page.getByText('Air molecules scatter blue light.').waitFor();
      assert.equal(await page.getByRole('textbox', { name: 'Prompt', exact: true }).inputValue(), 'How do I parse');
      await page.getByRole('region', { name: 'GPT-5' }).getByText('The response appears here.').waitFor();
      assert.deepEqual(paramsOf(requests, 'run/watch'), { id: 'run-2' });
    });
  });
});
