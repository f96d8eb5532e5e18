import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { eventually } from './browser.js';
import { ChatHost, question, said, withChat } from './chatHost.js';
import { Drag } from './drag.js';
import { describePage, paramsOf } from './describePage.js';

const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const ofVsCode = 'application/vnd.code.uri-list';
/** A point outside the input box, because files can be dropped anywhere on the page. */
const inTheChat = { x: 200, y: 200 };

describePage('chat', 'what is attached in the chat', (withPage) => {
  const open = withChat(withPage);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'open-llm-dropped-'));
    await writeFile(join(folder, 'dot.png'), Buffer.from(pixel, 'base64'));
    await writeFile(join(folder, 'notes.md'), 'Buy milk.');
  });
  after(() => rm(folder, { recursive: true }));

  test('may be a picture that is pasted', async () => {
    await open(new ChatHost(), async ({ page, asked }) => {
      await page.getByRole('textbox', { name: 'Message' }).evaluate(pastePicture, pixel);
      await eventually(() => asked.some(({ method }) => method === 'attach/data'));
      assert.deepEqual(paramsOf(asked, 'attach/data'), { name: 'a.png', mimeType: 'image/png', base64: pixel });
    });
  });

  test('may be files that are dropped on the chat', async () => {
    await open(new ChatHost([question('q', 'Hm?'), said('a', 'Yes.')]), async (opened) => {
      const files = [join(folder, 'dot.png'), join(folder, 'notes.md')];
      await (await Drag.over(opened, { files }, inTheChat)).drop();
      const dropped = (): unknown[] =>
        opened.asked.flatMap(({ method, params }) => (method === 'attach/data' ? [params] : []));
      await eventually(() => dropped().length === 2);
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

  test('may be files that are dragged from VS Code, which names them by their addresses', async () => {
    await open(new ChatHost(), async (opened) => {
      const data = 'file:///home/me/lamp.ts\r\nfile:///home/me/tower.ts';
      await (await Drag.over(opened, { items: [{ mimeType: ofVsCode, data }] }, inTheChat)).drop();
      await eventually(() => opened.asked.some(({ method }) => method === 'attach/dropped'));
      assert.deepEqual(paramsOf(opened.asked, 'attach/dropped'), {
        uris: ['file:///home/me/lamp.ts', 'file:///home/me/tower.ts'],
      });
    });
  });

  test('is announced while it is held over the chat, and no longer', async () => {
    await open(new ChatHost(), async (opened) => {
      const drag = await Drag.over(
        opened,
        { items: [{ mimeType: ofVsCode, data: 'file:///home/me/lamp.ts' }] },
        inTheChat,
      );
      await opened.page.getByText('Drop to attach').waitFor();
      await drag.cancel();
      await opened.page.mouse.move(inTheChat.x, inTheChat.y);
      await opened.page.getByText('Drop to attach').waitFor({ state: 'detached' });
    });
  });

  test('is not a text that is dropped: it goes where one writes', async () => {
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
        opened.asked.some(({ method }) => method.startsWith('attach/')),
        false,
      );
    });
  });

  test('says where it can be dropped, and that VS Code wants Shift for it', async () => {
    await open(new ChatHost(), async ({ page }) => {
      assert.match(
        (await page.getByRole('button', { name: 'Attach files…' }).getAttribute('title')) ?? '',
        /drop.*Shift/,
      );
    });
  });

  test('is shown, and taken away again without losing the place', async () => {
    const picture = { kind: 'image', name: 'chart.png', mimeType: 'image/png', data: pixel } as const;
    await open(new ChatHost([], [picture]), async ({ page, asked }) => {
      await page.getByRole('button', { name: 'Remove chart.png' }).click();
      await eventually(() => asked.some(({ method }) => method === 'attach/remove'));
      assert.equal(await isFocused(page.getByRole('textbox', { name: 'Message' })), true);
    });
  });
});

function isFocused(field: { evaluate(look: (element: Element) => boolean): Promise<boolean> }): Promise<boolean> {
  return field.evaluate((element) => element.matches(':focus'));
}

function pastePicture(field: Element, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], 'a.png', { type: 'image/png' }));
  field.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData: data, bubbles: true, composed: true, cancelable: true }),
  );
}
