import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitUntil, type OpenPage } from './browser.js';
import { describePage, paramsOf } from './describePage.js';
import { sendPrompt, PlaygroundHost, untilWatched } from './playgroundHost.js';

describePage('playground', 'the response area of the playground', (withPage) => {
  test('shows a response as it arrives, with metrics marked as estimates', async () => {
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes() }, async ({ page }) => {
      await sendPrompt(page, 'Hello');
      await untilWatched(host);
      host.emit(0, { type: 'text', text: 'Use a list ', atMs: 500 });
      host.emit(0, { type: 'text', text: 'or a set', atMs: 1500 });
      const column = page.getByRole('region', { name: 'GPT-5' });
      await column.getByText('Use a list or a set').waitFor();
      assert.equal(await metric(column, 'First token'), '0.50 s');
      assert.equal(await metric(column, 'Tokens out'), '≈ 5');
      assert.equal(await metric(page.getByRole('region', { name: 'Claude' }), 'First token'), '–');
    });
  });

  test('marks the best value of each metric', async () => {
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes() }, async ({ page }) => {
      await sendPrompt(page, 'Hello');
      await untilWatched(host);
      host.respondAll();
      const [first, second] = [
        page.getByRole('region', { name: 'GPT-5' }),
        page.getByRole('region', { name: 'Claude' }),
      ];
      await second.getByText('1.60 s').waitFor();
      assert.match((await metric(first, 'First token')) ?? '', /best$/);
      assert.match((await metric(second, 'Speed')) ?? '', /best$/);
      assert.match((await metric(first, 'Cost')) ?? '', /best$/);
      assert.doesNotMatch((await metric(second, 'Cost')) ?? '', /best/);
    });
  });

  test('announces when a model has responded', async () => {
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes() }, async ({ page }) => {
      await sendPrompt(page, 'Hello');
      await untilWatched(host);
      host.respondAll();
      await page.getByRole('status').filter({ hasText: 'Claude responded in 1.60 s.' }).waitFor();
    });
  });

  test('shows the error and hint of a failed model while the others continue', async () => {
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes() }, async ({ page, requests }) => {
      await sendPrompt(page, 'Hello');
      await untilWatched(host);
      const error = { kind: 'auth', message: 'No API key is stored for OpenAI.', hint: 'Set an API key.' } as const;
      host.emit(0, { type: 'ended', state: 'failed', atMs: 10, usage: {}, error });
      host.emit(1, { type: 'text', text: 'Hello! How can I help?', atMs: 500 });
      const failed = page.getByRole('region', { name: 'GPT-5' });
      await failed.getByText('No API key is stored for OpenAI.').waitFor();
      await failed.getByText('Set an API key.').waitFor();
      await page.getByText('Hello! How can I help?').waitFor();
      await failed.getByRole('button', { name: 'Configure' }).click();
      await waitUntil(() => requests.some(({ method }) => method === 'configure/open'));
    });
  });

  test('copies code from a response, and hides actions that require an editor', async () => {
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes() }, async ({ page, requests }) => {
      await sendPrompt(page, 'Hello');
      await untilWatched(host);
      host.respondAll();
      await page.getByRole('button', { name: 'Copy', exact: true }).click();
      await waitUntil(() => requests.some(({ method }) => method === 'code/copy'));
      assert.deepEqual(paramsOf(requests, 'code/copy'), { code: 'return :: a -> m a' });
      assert.equal(await page.getByRole('button', { name: 'Insert at cursor' }).isVisible(), false);
    });
  });

  test('stops one model, and then all models', async () => {
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes() }, async ({ page, requests }) => {
      await sendPrompt(page, 'Hello');
      await page.getByRole('button', { name: 'Stop Claude' }).click();
      await page.getByRole('button', { name: 'Stop All' }).click();
      await waitUntil(() => requests.filter(({ method }) => method === 'run/stop').length === 2);
      const stopped = requests.filter(({ method }) => method === 'run/stop').map(({ params }) => params);
      assert.deepEqual(stopped, [{ id: host.started?.id, index: 1 }, { id: host.started?.id }]);
    });
  });

  test('sends the prompt to one model again', async () => {
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes() }, async ({ page, requests }) => {
      await sendPrompt(page, 'Hello');
      await untilWatched(host);
      host.respondAll();
      await page.getByRole('button', { name: 'Ask Claude again' }).click();
      await waitUntil(() => requests.some(({ method }) => method === 'run/again'));
      assert.deepEqual(paramsOf(requests, 'run/again'), { id: host.started?.id, index: 1 });
    });
  });

  test('shows tool calls', async () => {
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes() }, async ({ page }) => {
      await sendPrompt(page, 'Hello');
      await untilWatched(host);
      host.emit(0, { type: 'toolCall', call: { name: 'read_file', arguments: { path: 'a.txt' } }, atMs: 300 });
      await page.getByText('Tool call: read_file').waitFor();
      await page.getByText('"path": "a.txt"').waitFor();
    });
  });

  test('scrolls all columns together while model names and metrics remain visible', async () => {
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes() }, async ({ page }) => {
      await sendPrompt(page, 'Hello');
      await untilWatched(host);
      host.respondAll();
      host.emit(0, { type: 'text', text: `\n\n${'A long response.\n\n'.repeat(200)}`, atMs: 3000 });
      await page.getByText('A long response.').last().waitFor();
      const responses = page.getByRole('group', { name: 'Responses' });
      await responses.evaluate((group) => group.scrollTo({ top: 100 }));
      assert.ok(((await page.getByText('monoid').boundingBox())?.y ?? 0) < 200);
      assert.ok(((await page.getByText('design pattern').boundingBox())?.y ?? 0) < 200);
      const view = await responses.boundingBox();
      const modelButton = await page.getByRole('button', { name: 'Model: GPT-5' }).boundingBox();
      assert.ok((modelButton?.y ?? 0) >= (view?.y ?? 0));
      const cost = await page.getByRole('region', { name: 'GPT-5' }).getByText('Cost').boundingBox();
      assert.ok((cost?.y ?? Infinity) < (view?.y ?? 0) + (view?.height ?? 0));
    });
  });

  test('leaves the prompt and buttons visible if the columns are wider than the page', async () => {
    await withPage({ routes: new PlaygroundHost().routes(), width: 700 }, async ({ page }) => {
      await page.getByRole('button', { name: 'Add model' }).click();
      await page.getByRole('button', { name: 'Add model' }).click();
      const run = await page.getByRole('button', { name: 'Run', exact: true }).boundingBox();
      assert.ok((run?.x ?? 0) + (run?.width ?? 0) <= 700);
      const responses = page.getByRole('group', { name: 'Responses' });
      assert.equal(await responses.evaluate((group) => group.scrollWidth > group.clientWidth), true);
    });
  });
});

async function metric(column: ReturnType<OpenPage['page']['locator']>, name: string): Promise<string | undefined> {
  const text = await column.locator('dl > div').filter({ hasText: name }).locator('dd').textContent();
  return text
    ?.replace(/[^\x20-\x7e–≈]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
