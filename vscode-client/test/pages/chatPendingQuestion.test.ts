import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibilityViolations, waitUntil } from './browser.js';
import { ChatHost, withChat } from './chatHost.js';
import { describePage, paramsOf, screenshot } from './describePage.js';

const message = { text: 'Why is the sea salty?', model: 'local/small', from: 'Sea Tools' };

describePage('chat', 'a message that a command submits to the chat', (withPage) => {
  const open = withChat(withPage);

  test('is shown in full with the caller and the model, and is not sent', async () => {
    await open(new ChatHost(), async (opened) => {
      const { page } = opened;
      await opened.post('pendingQuestion', message);
      const card = page.getByRole('group', { name: 'Sea Tools is requesting to send this message:' });
      await card.getByText('Why is the sea salty?').waitFor();
      await card.getByText('Model: Small.').waitFor();
      assert.deepEqual(await accessibilityViolations(page), []);
      await screenshot(opened, 'chat-pending-question');
      assert.equal(
        opened.requests.some(({ method }) => /send/.test(method)),
        false,
      );
    });
  });

  test('is attributed to a keyboard shortcut or another extension if the caller is unknown', async () => {
    await open(new ChatHost(), async ({ page, post }) => {
      await post('pendingQuestion', { text: 'Why?' });
      await page
        .getByRole('group', { name: 'A keyboard shortcut or another extension is requesting to send this message:' })
        .getByText('Model: Large.')
        .waitFor();
    });
  });

  test('is not sent by a key that is pressed as it arrives', async () => {
    await open(new ChatHost(), async ({ page, post, requests }) => {
      await post('pendingQuestion', message);
      await page.getByText('Why is the sea salty?').waitFor();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await page.getByRole('textbox', { name: 'Message' }).fill('How do tides work?');
      assert.equal(
        requests.some(({ method }) => /send/.test(method)),
        false,
      );
    });
  });

  for (const [button, method, params] of [
    ['Send', 'pendingQuestion/send', { model: 'work/large', always: false }],
    ['Always Send Without Asking', 'pendingQuestion/send', { model: 'work/large', always: true }],
    ['Don’t Send', 'pendingQuestion/drop', {}],
  ] as const) {
    test(`is handled as the user chooses: ${button}`, async () => {
      await open(new ChatHost(), async ({ page, post, requests }) => {
        await page.getByRole('button', { name: 'Model: Large' }).waitFor();
        await post('pendingQuestion', message);
        await page
          .getByRole('group', { name: /is requesting to send/ })
          .getByRole('button', { name: button, exact: true })
          .click();
        await waitUntil(() => requests.some((request) => request.method === method));
        assert.deepEqual(paramsOf(requests, method), params);
        await post('pendingQuestion', null);
        await page.getByText('Why is the sea salty?').waitFor({ state: 'detached' });
      });
    });
  }

  test('is still pending when the page is reopened', async () => {
    await open(
      new ChatHost(),
      async ({ page }) => {
        await page.getByText('Why is the sea salty?').waitFor();
      },
      { 'pendingQuestion/waiting': () => ({ question: message }) },
    );
  });
});
