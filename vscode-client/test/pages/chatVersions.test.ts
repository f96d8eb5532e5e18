import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Turn } from '../../src/chat/session.js';
import { accessibilityViolations, waitUntil } from './browser.js';
import { answer, ChatHost, question, textAnswer, withChat } from './chatHost.js';
import { describePage, paramsOf, screenshot } from './describePage.js';

describePage('chat', 'an edited message in the chat', (withPage) => {
  const open = withChat(withPage);
  const edited: Turn = {
    ...(question('q', 'Why?') as Turn & { kind: 'user' }),
    versions: { shown: 1, tails: [[], []] },
  };

  test('can be switched to its previous version', async () => {
    await open(new ChatHost([edited, textAnswer('a', 'Because.')]), async (opened) => {
      const { page, requests } = opened;
      const versions = page.getByRole('group', { name: 'Versions of this message' });
      await versions.getByText('2 of 2').waitFor();
      assert.equal(await versions.getByRole('button', { name: 'Next version' }).isDisabled(), true);
      await screenshot(opened, 'chat-versions');
      assert.deepEqual(await accessibilityViolations(page), []);
      await versions.getByRole('button', { name: 'Previous version' }).press('Enter');
      await waitUntil(() => requests.some(({ method }) => method === 'chat/version'));
      assert.deepEqual(paramsOf(requests, 'chat/version'), { turn: 'q', version: 0 });
    });
  });

  test('cannot be switched to its previous version while a response is running', async () => {
    await open(new ChatHost([edited, answer('a', { state: 'running' })]), async ({ page }) => {
      await page.getByText('2 of 2').waitFor();
      assert.equal(await page.getByRole('button', { name: 'Previous version' }).isDisabled(), true);
    });
  });
});

describePage('chat', 'notices and tool calls in a response', (withPage) => {
  const open = withChat(withPage);
  const text = 'Work is overloaded. Retrying in 30 s (retry 1 of 2).';

  test('include a countdown to the next retry', async () => {
    const retry = { kind: 'notice', round: 0, text, retry: { atMs: Date.now() + 12_000, seconds: 30 } } as const;
    await open(
      new ChatHost([question('q', 'Why?'), answer('a', { state: 'running', steps: [retry] })]),
      async (opened) => {
        const seconds = async (): Promise<number> =>
          Number(
            /Retrying in (\d+) s \(retry 1 of 2\)/.exec(
              (await opened.page.locator('open-llm-notice p').textContent()) ?? '',
            )?.[1],
          );
        await opened.page.getByText(/Work is overloaded/).waitFor();
        const first = await seconds();
        assert.ok(first <= 12, `${first} s`);
        await waitUntil(async () => (await seconds()) < first);
        await opened.page.getByText('Waiting for Large…').waitFor();
      },
    );
  });

  test('include the original retry notice when the response is complete', async () => {
    const retry = { kind: 'notice', round: 0, text, retry: { atMs: Date.now() + 12_000, seconds: 30 } } as const;
    const steps = [retry, { kind: 'text', round: 0, text: 'Because.' }] as const;
    await open(new ChatHost([question('q', 'Why?'), answer('a', { steps })]), async ({ page }) => {
      await page.getByText(text).waitFor();
    });
  });

  test('show the display names of tools', async () => {
    const tool = (name: string, title?: string) =>
      ({
        kind: 'tool',
        round: 0,
        callId: name,
        name,
        ...(title === undefined ? {} : { title }),
        arguments: { city: 'Zürich' },
        state: 'done',
        result: [],
      }) as const;
    const steps = [tool('get_weather', 'Weather'), tool('mcp_github_create_issue')];
    await open(new ChatHost([question('q', 'Why?'), answer('a', { steps })]), async ({ page }) => {
      await page.getByRole('button', { name: 'Weather Zürich' }).waitFor();
      await page.getByRole('button', { name: 'Github create issue Zürich' }).waitFor();
      assert.equal(await page.getByText('Weather', { exact: true }).getAttribute('title'), 'get_weather');
    });
  });
});
