import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually, type OpenPage } from './browser.js';
import { describePage, paramsOf } from './describePage.js';
import { ask, PlaygroundHost, watched } from './playgroundHost.js';

describePage('playground', 'the answers in the playground', (withPage) => {
  test('shows an answer as it comes, with figures that are marked as estimates', async () => {
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes() }, async ({ page }) => {
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
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes() }, async ({ page }) => {
      await ask(page, 'Hello');
      await watched(host);
      host.answerAll();
      const [first, second] = [
        page.getByRole('region', { name: 'GPT-5' }),
        page.getByRole('region', { name: 'Claude' }),
      ];
      await second.getByText('1.60 s').waitFor();
      assert.match((await figure(first, 'First token')) ?? '', /best$/);
      assert.match((await figure(second, 'Speed')) ?? '', /best$/);
      assert.match((await figure(first, 'Cost')) ?? '', /best$/);
      assert.doesNotMatch((await figure(second, 'Cost')) ?? '', /best/);
    });
  });

  test('says of each model when it has answered', async () => {
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes() }, async ({ page }) => {
      await ask(page, 'Hello');
      await watched(host);
      host.answerAll();
      await page.getByRole('status').filter({ hasText: 'Claude responded in 1.60 s.' }).waitFor();
    });
  });

  test('says why one model failed and what to do, while the others go on', async () => {
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes() }, async ({ page, asked }) => {
      await ask(page, 'Hello');
      await watched(host);
      const error = { kind: 'auth', message: 'No API key is stored for OpenAI.', hint: 'Set one.' } as const;
      host.happens(0, { type: 'ended', state: 'failed', atMs: 10, usage: {}, error });
      host.happens(1, { type: 'text', text: 'Still here', atMs: 500 });
      const failed = page.getByRole('region', { name: 'GPT-5' });
      await failed.getByText('No API key is stored for OpenAI.').waitFor();
      await failed.getByText('Set one.').waitFor();
      await page.getByText('Still here').waitFor();
      await failed.getByRole('button', { name: 'Configure' }).click();
      await eventually(() => asked.some(({ method }) => method === 'configure/open'));
    });
  });

  test('copies code of an answer, and offers nothing that needs an editor', async () => {
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes() }, async ({ page, asked }) => {
      await ask(page, 'Hello');
      await watched(host);
      host.answerAll();
      await page.getByRole('button', { name: 'Copy', exact: true }).click();
      await eventually(() => asked.some(({ method }) => method === 'code/copy'));
      assert.deepEqual(paramsOf(asked, 'code/copy'), { code: 'return :: a -> m a' });
      assert.equal(await page.getByRole('button', { name: 'Insert at cursor' }).isVisible(), false);
    });
  });

  test('stops one model, then all', async () => {
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes() }, async ({ page, asked }) => {
      await ask(page, 'Hello');
      await page.getByRole('button', { name: 'Stop Claude' }).click();
      await page.getByRole('button', { name: 'Stop All' }).click();
      await eventually(() => asked.filter(({ method }) => method === 'run/stop').length === 2);
      const stopped = asked.filter(({ method }) => method === 'run/stop').map(({ params }) => params);
      assert.deepEqual(stopped, [{ id: host.started?.id, index: 1 }, { id: host.started?.id }]);
    });
  });

  test('asks one model again', async () => {
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes() }, async ({ page, asked }) => {
      await ask(page, 'Hello');
      await watched(host);
      host.answerAll();
      await page.getByRole('button', { name: 'Ask Claude again' }).click();
      await eventually(() => asked.some(({ method }) => method === 'run/again'));
      assert.deepEqual(paramsOf(asked, 'run/again'), { id: host.started?.id, index: 1 });
    });
  });

  test('shows the calls of tools', async () => {
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes() }, async ({ page }) => {
      await ask(page, 'Hello');
      await watched(host);
      host.happens(0, { type: 'toolCall', call: { name: 'read_file', arguments: { path: 'a.txt' } }, atMs: 300 });
      await page.getByText('Tool call: read_file').waitFor();
      await page.getByText('"path": "a.txt"').waitFor();
    });
  });

  test('scrolls all columns in step, their models and figures in sight', async () => {
    const host = new PlaygroundHost();
    await withPage({ routes: host.routes() }, async ({ page }) => {
      await ask(page, 'Hello');
      await watched(host);
      host.answerAll();
      host.happens(0, { type: 'text', text: `\n\n${'A long answer.\n\n'.repeat(200)}`, atMs: 3000 });
      await page.getByText('A long answer.').last().waitFor();
      const answers = page.getByRole('group', { name: 'Responses' });
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
    await withPage({ routes: new PlaygroundHost().routes(), width: 700 }, async ({ page }) => {
      await page.getByRole('button', { name: 'Add model' }).click();
      await page.getByRole('button', { name: 'Add model' }).click();
      const run = await page.getByRole('button', { name: 'Run', exact: true }).boundingBox();
      assert.ok((run?.x ?? 0) + (run?.width ?? 0) <= 700);
      const answers = page.getByRole('group', { name: 'Responses' });
      assert.equal(await answers.evaluate((group) => group.scrollWidth > group.clientWidth), true);
    });
  });
});

async function figure(column: ReturnType<OpenPage['page']['locator']>, name: string): Promise<string | undefined> {
  const text = await column.locator('dl > div').filter({ hasText: name }).locator('dd').textContent();
  return text
    ?.replace(/[^\x20-\x7e–≈]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
