import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { waitUntil } from './browser.js';
import { ChatHost, question, textAnswer, withChat } from './chatHost.js';
import { Drag } from './drag.js';
import { describePage, paramsOf } from './describePage.js';

const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const uriListType = 'application/vnd.code.uri-list';
/** A point outside the input box, because files can be dropped anywhere on the page. */
const pointInChat = { x: 200, y: 200 };

describePage('chat', 'attachments in the chat', (withPage) => {
  const open = withChat(withPage);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'open-llm-dropped-'));
    await writeFile(join(folder, 'dot.png'), Buffer.from(pixel, 'base64'));
    await writeFile(join(folder, 'notes.md'), 'Buy milk.');
  });
  after(() => rm(folder, { recursive: true }));

  test('can be pasted images', async () => {
    await open(new ChatHost(), async ({ page, requests }) => {
      await page.getByRole('textbox', { name: 'Message' }).evaluate(pasteImage, pixel);
      await waitUntil(() => requests.some(({ method }) => method === 'attach/data'));
      assert.deepEqual(paramsOf(requests, 'attach/data'), { name: 'a.png', mimeType: 'image/png', base64: pixel });
    });
  });

  test('can be files that are dropped on the chat', async () => {
    await open(new ChatHost([question('q', 'Can you read files?'), textAnswer('a', 'Yes.')]), async (opened) => {
      const files = [join(folder, 'dot.png'), join(folder, 'notes.md')];
      await (await Drag.over(opened, { files }, pointInChat)).drop();
      const dropped = (): unknown[] =>
        opened.requests.flatMap(({ method, params }) => (method === 'attach/data' ? [params] : []));
      await waitUntil(() => dropped().length === 2);
      const name = (value: unknown): string => (value as { name: string }).name;
      assert.deepEqual(
        dropped().sort((one, other) => name(one).localeCompare(name(other))),
        [
          { name: 'dot.png', mimeType: 'image/png', base64: pixel },
          { name: 'notes.md', mimeType: 'text/markdown', base64: Buffer.from('Buy milk.').toString('base64') },
        ],
      );
    });
  });

  test('can be files that are dragged from VS Code, which provides only their URIs', async () => {
    await open(new ChatHost(), async (opened) => {
      const data = 'file:///home/me/lamp.ts\r\nfile:///home/me/tower.ts';
      await (await Drag.over(opened, { items: [{ mimeType: uriListType, data }] }, pointInChat)).drop();
      await waitUntil(() => opened.requests.some(({ method }) => method === 'attach/dropped'));
      assert.deepEqual(paramsOf(opened.requests, 'attach/dropped'), {
        uris: ['file:///home/me/lamp.ts', 'file:///home/me/tower.ts'],
      });
    });
  });

  test('are announced by a hint only while they are dragged over the chat', async () => {
    await open(new ChatHost(), async (opened) => {
      const drag = await Drag.over(
        opened,
        { items: [{ mimeType: uriListType, data: 'file:///home/me/lamp.ts' }] },
        pointInChat,
      );
      await opened.page.getByText('Drop to attach').waitFor();
      await drag.cancel();
      await opened.page.mouse.move(pointInChat.x, pointInChat.y);
      await opened.page.getByText('Drop to attach').waitFor({ state: 'detached' });
    });
  });

  test('do not include dropped text, which is inserted into the input box', async () => {
    await open(new ChatHost(), async (opened) => {
      const field = opened.page.getByRole('textbox', { name: 'Message' });
      const box = await field.boundingBox();
      const at = { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 10 };
      await (await Drag.over(opened, { items: [{ mimeType: 'text/plain', data: 'Why?' }] }, at)).drop();
      await opened.page.waitForFunction(
        (element) => element instanceof HTMLTextAreaElement && element.value === 'Why?',
        await field.elementHandle(),
      );
      assert.equal(
        opened.requests.some(({ method }) => method.startsWith('attach/')),
        false,
      );
    });
  });

  test('can be dropped from VS Code while Shift is pressed, as the button’s tooltip explains', async () => {
    await open(new ChatHost(), async ({ page }) => {
      assert.match(
        (await page.getByRole('button', { name: 'Attach files…' }).getAttribute('title')) ?? '',
        /drop.*Shift/,
      );
    });
  });

  test('can be removed, which moves the focus to the input box', async () => {
    const image = { kind: 'image', name: 'chart.png', mimeType: 'image/png', data: pixel } as const;
    await open(new ChatHost([], [image]), async ({ page, requests }) => {
      await page.getByRole('button', { name: 'Remove chart.png' }).click();
      await waitUntil(() => requests.some(({ method }) => method === 'attach/remove'));
      assert.equal(await isFocused(page.getByRole('textbox', { name: 'Message' })), true);
    });
  });
});

function isFocused(field: { evaluate(check: (element: Element) => boolean): Promise<boolean> }): Promise<boolean> {
  return field.evaluate((element) => element.matches(':focus'));
}

function pasteImage(field: Element, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], 'a.png', { type: 'image/png' }));
  field.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData: data, bubbles: true, composed: true, cancelable: true }),
  );
}
