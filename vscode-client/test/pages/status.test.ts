import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accessibilityViolations, waitUntil, unavailableReason, themes } from './browser.js';
import { pageTests } from './pageTests.js';
import { provider, running, status } from './statusData.js';
import { bracketed, untranslated } from './untranslated.js';

describe('the Status page', { skip: unavailableReason() ?? false }, () => {
  const { open, withPage } = pageTests('status');

  for (const theme of themes) {
    test(`has no serious accessibility issues or console errors in the ${theme} theme`, async () => {
      const opened = await open({ theme, routes: running() });
      await opened.page.getByRole('table').waitFor();
      assert.deepEqual(await accessibilityViolations(opened.page), []);
      assert.deepEqual(opened.errors, []);
      const folder = process.env['OPEN_LLM_SCREENSHOTS'];
      if (folder) {
        await opened.page.screenshot({ path: `${folder}/status-${theme}.png` });
      }
      await opened.close();
    });
  }

  test('shows all text in the display language of VS Code', async () => {
    const opened = await open({ routes: running(), translations: bracketed() });
    await opened.page.getByRole('table').waitFor();
    assert.deepEqual(await untranslated(opened.page, opened.received), []);
    await opened.close();
  });

  test('shows the uptime, memory usage, and process ID of the server', async () => {
    await withPage(running(), async ({ page }) => {
      await page.getByText('1 h 2 min').waitFor();
      assert.equal(await page.getByText('150 MB').isVisible(), true);
      assert.equal(await page.getByText('4711').isVisible(), true);
    });
  });

  test('refreshes the metrics when it becomes visible again, and reuses its elements', async () => {
    let memoryBytes = 157_286_400;
    const routes = { ...running(), 'status/get': () => ({ ...status(), memoryBytes }) };
    await withPage(routes, async ({ page }) => {
      const memory = await page.getByText('150 MB').elementHandle();
      memoryBytes = 209_715_200;
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await page.getByText('200 MB').waitFor();
      assert.equal(await memory?.textContent(), '200 MB');
    });
  });

  test('shows the usage of each client', async () => {
    await withPage(running(), async ({ page }) => {
      const row = page.getByRole('row', { name: 'Reviewer' });
      await row.waitFor();
      const cells = await row.getByRole('cell').allTextContents();
      assert.deepEqual(cells.slice(0, 6), ['12', '1', '18K', '4.1K', '$0.064', 'GPT-5']);
    });
  });

  test('shows how to fix a provider, and runs the command that fixes it', async () => {
    await withPage(running(), async ({ page, requests }) => {
      await page.getByText('Start Ollama, or change the address.').waitFor();
      await page.getByRole('button', { name: 'Set Key… for Groq' }).click();
      await waitUntil(() => requests.some((request) => request.method === 'command/run'));
      assert.deepEqual(requests.at(-1)?.params, { command: 'setKey', provider: 'groq' });
    });
  });

  test('shows when a provider last responded, and updates the time', async () => {
    let lastAnswerAtMs = Date.UTC(2026, 10, 20, 12, 5);
    const ready = provider('openai', 'OpenAI', { state: 'ready', message: 'Ready · 2 models' });
    const routes = { ...running(), 'providers/list': () => ({ providers: [{ ...ready, lastAnswerAtMs }] }) };
    await withPage(routes, async ({ page }) => {
      await page.getByText(/Last response at \d+:05/).waitFor();
      lastAnswerAtMs += 60_000;
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await page.getByText(/Last response at \d+:06/).waitFor();
    });
  });

  test('shows display names of models and clients, with their IDs in tooltips', async () => {
    await withPage(running(), async ({ page }) => {
      const row = page.getByRole('row', { name: 'Reviewer' });
      await row.getByText('GPT-5').waitFor();
      assert.equal(await row.getByText('Reviewer').getAttribute('title'), 'acme.reviewer');
      assert.equal(await row.getByText('GPT-5').getAttribute('title'), 'openai/gpt-5');
      await page.getByRole('row', { name: /^cli/ }).waitFor();
    });
  });

  test('opens the Providers and Models page for a provider with an error', async () => {
    await withPage(running(), async ({ page, requests }) => {
      await page.getByRole('button', { name: 'Configure Ollama' }).click();
      await waitUntil(() => requests.some((request) => request.method === 'command/run'));
      assert.deepEqual(requests.at(-1)?.params, { command: 'configure', provider: 'ollama' });
    });
  });

  test('offers to change an API key that was rejected', async () => {
    const error = { kind: 'auth', message: 'Incorrect API key provided.' } as const;
    const rejected = provider('openai', 'OpenAI', { state: 'error', message: 'The API key was rejected', error });
    await withPage({ ...running(), 'providers/list': () => ({ providers: [rejected] }) }, async ({ page }) => {
      await page.getByText('Incorrect API key provided.').waitFor();
      await page.getByRole('button', { name: 'Set Key… for OpenAI' }).waitFor();
    });
  });

  test('does not repeat an error message', async () => {
    const error = {
      kind: 'network',
      message: 'Cannot reach api.offline.example: the connection was refused.',
    } as const;
    const offline = provider('offline', 'Offline', {
      state: 'error',
      message: 'Cannot reach api.offline.example',
      error,
    });
    await withPage({ ...running(), 'providers/list': () => ({ providers: [offline] }) }, async ({ page }) => {
      await page.getByText('the connection was refused').waitFor();
      assert.equal(await page.getByText('Cannot reach api.offline.example').count(), 1);
    });
  });

  test('runs the doctor', async () => {
    await withPage(running(), async ({ page, requests }) => {
      await page.getByRole('button', { name: 'Run Doctor…' }).click();
      await waitUntil(() => requests.some((request) => request.method === 'command/run'));
      assert.deepEqual(requests.find((request) => request.method === 'command/run')?.params, { command: 'doctor' });
    });
  });

  test('copies the diagnostics and shows a confirmation', async () => {
    await withPage(running(), async ({ page, requests }) => {
      await page.getByRole('button', { name: 'Copy Diagnostics' }).click();
      await page.getByText('The diagnostics were copied to the clipboard.').waitFor();
      assert.equal(requests.filter((request) => request.method === 'diagnosis/copy').length, 1);
    });
  });

  test('shows that the server is restarting, and then the new process', async () => {
    let processId = 4711;
    const routes = { ...running(), 'status/get': () => ({ ...status(), processId }) };
    await withPage(routes, async ({ page, post }) => {
      await page.getByText('4711').waitFor();
      await post('server', { kind: 'starting', sentence: 'The server is starting.' });
      await page.getByText('The server is starting.').waitFor();
      await page.getByText('4711').waitFor({ state: 'detached' });
      processId = 4712;
      await post('server', { kind: 'ready', sentence: 'Server version 0.1.0 is running.' });
      await page.getByText('4712').waitFor();
      assert.equal(await page.getByText('The server is starting.').isVisible(), false);
    });
  });

  test('shows why the server failed, and restarts it on request', async () => {
    const down = { kind: 'failed', sentence: 'Java 25 was not found. Install it.' };
    await withPage({ 'server/state': () => down, 'command/run': () => null }, async ({ page, requests }) => {
      await page.getByRole('alert').filter({ hasText: 'Java 25 was not found.' }).waitFor();
      await page.getByRole('button', { name: 'Restart Server' }).click();
      await waitUntil(() => requests.some((request) => request.method === 'command/run'));
      assert.deepEqual(requests.at(-1)?.params, { command: 'restartServer' });
    });
  });

  test('shows a placeholder while the server starts', async () => {
    const starting = { kind: 'starting', sentence: 'The server is starting.' };
    await withPage({ 'server/state': () => starting }, async ({ page }) => {
      await page.getByText('The server is starting.').waitFor();
      await page.getByRole('status', { name: 'Loading providers…' }).waitFor();
    });
  });

  test('shows that no model has been used yet', async () => {
    const routes = { ...running(), 'status/get': () => status([]) };
    await withPage(routes, async ({ page }) => {
      await page.getByText('No model has been used since the server started.').waitFor();
    });
  });

  test('offers to add a provider if none is configured', async () => {
    const routes = { ...running(), 'providers/list': () => ({ providers: [] }) };
    await withPage(routes, async ({ page, requests }) => {
      await page.getByRole('button', { name: 'Add Provider…' }).click();
      await waitUntil(() => requests.some((request) => request.method === 'command/run'));
      assert.deepEqual(requests.at(-1)?.params, { command: 'configure' });
    });
  });
});
