import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibilityViolations, waitUntil, type OpenPage } from './browser.js';
import { ChatHost, withChat } from './chatHost.js';
import { describePage, paramsOf, screenshot } from './describePage.js';

const files = [
  { uri: 'file:///work/lamp.ts', name: 'lamp.ts', folder: '' },
  { uri: 'file:///work/src/deep/lampshade.ts', name: 'lampshade.ts', folder: 'src/deep' },
];

describePage('chat', 'typing # in the chat input', (withPage) => {
  const open = withChat(withPage);
  const host = () => new ChatHost();
  const routes = {
    'attach/find': ({ text }: { text: string }) => files.filter(({ name }) => name.includes(text)),
  };
  const message = ({ page }: OpenPage) => page.getByRole('textbox', { name: 'Message' });

  test('suggests the selection and files, and attaches the file that is chosen with the keyboard', async () => {
    await open(
      host(),
      async (opened) => {
        const { page, requests } = opened;
        await message(opened).pressSequentially('Explain #');
        await page.getByRole('option', { name: 'Selection' }).waitFor();
        await message(opened).pressSequentially('lamp');
        await page.getByRole('option', { name: 'Selection' }).waitFor({ state: 'detached' });
        await screenshot(opened, 'chat-files');
        assert.deepEqual(await accessibilityViolations(page), []);
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await waitUntil(() => requests.some(({ method }) => method === 'attach/dropped'));
        assert.deepEqual(paramsOf(requests, 'attach/dropped'), { uris: ['file:///work/src/deep/lampshade.ts'] });
        assert.equal(await message(opened).inputValue(), 'Explain #lampshade.ts ');
        await message(opened).pressSequentially('please');
        assert.equal(await message(opened).inputValue(), 'Explain #lampshade.ts please');
        assert.equal(requests.filter(({ method }) => method === 'chat/send').length, 0);
      },
      routes,
    );
  });

  test('can attach the selection of the editor', async () => {
    await open(
      host(),
      async (opened) => {
        const { page, requests } = opened;
        await message(opened).pressSequentially('#sel');
        await page.getByRole('option', { name: 'Selection' }).click();
        await waitUntil(() => requests.some(({ method }) => method === 'attach/selection'));
        assert.equal(await message(opened).inputValue(), '#selection ');
      },
      routes,
    );
  });

  test('shows suggestions that Escape closes, after which Enter sends the message', async () => {
    await open(
      host(),
      async (opened) => {
        const { page, requests } = opened;
        await page.getByRole('button', { name: 'Model: Large' }).waitFor();
        await message(opened).pressSequentially('Fix issue #lamp');
        await page.getByRole('listbox', { name: 'Attach' }).waitFor();
        await page.keyboard.press('Escape');
        await page.getByRole('listbox', { name: 'Attach' }).waitFor({ state: 'detached' });
        await page.keyboard.press('Enter');
        await waitUntil(() => requests.some(({ method }) => method === 'chat/send'));
        assert.deepEqual(paramsOf(requests, 'chat/send'), { text: 'Fix issue #lamp', model: 'work/large' });
      },
      routes,
    );
  });
});
