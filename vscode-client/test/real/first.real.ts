import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, afterEach, before, describe, test } from 'node:test';
import type { AddressInfo } from 'node:net';
import type { Locator } from 'playwright-core';
import { CodeServer } from './codeServer.js';
import { FakeModels, goodKey } from './fakeModels.js';
import { RealVsCode, type WindowOptions } from './realVsCode.js';
import { WebView } from './webView.js';

/** What it took a user to get from an empty profile to a response. */
class Effort {
  clicks = 0;
  keystrokes = 0;
  pastes = 0;
  inputs = 0;
  readonly #vscode: RealVsCode;
  readonly #start = performance.now();

  constructor(vscode: RealVsCode) {
    this.#vscode = vscode;
  }

  async click(target: Locator): Promise<void> {
    await target.click();
    this.clicks++;
  }

  /** Types where the focus is. */
  async type(text: string): Promise<void> {
    await this.#vscode.page.keyboard.type(text);
    this.keystrokes += text.length;
  }

  async press(key: string): Promise<void> {
    await this.#vscode.page.keyboard.press(key);
    this.keystrokes++;
  }

  /** Pastes where the focus is, into an input that VS Code opened. */
  async paste(text: string): Promise<void> {
    const input = this.#vscode.page.locator('.quick-input-widget input').first();
    await input.waitFor();
    await this.#vscode.page.keyboard.insertText(text);
    this.pastes++;
  }

  print(what: string): void {
    const seconds = ((performance.now() - this.#start) / 1000).toFixed(1);
    console.log(
      `${what}: ${this.clicks} clicks, ${this.pastes} pastes, ${this.inputs} inputs, ${this.keystrokes} keystrokes, ${seconds} s`,
    );
  }
}

describe('the first five minutes in VS Code', { timeout: 300_000 }, () => {
  let models: FakeModels;
  let code: CodeServer;
  let ollama: Server;
  let ollamaPort: number;
  let vscode: RealVsCode | undefined;

  before(async () => {
    models = await FakeModels.start();
    // A port that is free; Ollama is started there later.
    ollama = createServer();
    ollamaPort = await listen(ollama, 0);
    await close(ollama);
    const surroundings = { PATH: process.env['PATH'], OLLAMA_HOST: `127.0.0.1:${ollamaPort}` };
    code = await CodeServer.start('linux-x64', surroundings);
  });

  afterEach(async () => {
    await vscode?.close();
    vscode = undefined;
  });

  after(async () => {
    await code?.stop();
    models?.stop();
    ollama?.closeAllConnections();
    ollama?.close();
  });

  async function open(settings: WindowOptions['settings'] = {}): Promise<{ window: RealVsCode; effort: Effort }> {
    vscode = await RealVsCode.open({ in: code, settings });
    const icon = vscode.page.locator('.activitybar .action-item', { has: vscode.page.getByLabel('Open LLM') }).first();
    await icon.waitFor();
    const effort = new Effort(vscode);
    await effort.click(icon);
    return { window: vscode, effort };
  }

  const chat = (window: RealVsCode): Promise<WebView> => WebView.find(window.page, 'open-llm-chat-page', window.faults);

  /** Asks in the chat, whose input has the focus, and waits for the response. */
  async function ask(page: WebView, effort: Effort, response: string | RegExp): Promise<void> {
    await effort.type('Hello');
    await effort.press('Enter');
    await page.getByText(response).first().waitFor();
  }

  test('a server that was started after the page was opened answers after one click', async () => {
    const { window, effort } = await open({ 'openLLM.discovery.enabled': true });
    const page = await chat(window);
    await page.getByRole('heading', { name: 'There is no model yet' }).waitFor();
    await window.screenshot('first-empty-chat');
    ollama = createServer((request, response) => relay(models.url, request, response));
    await listen(ollama, ollamaPort);
    await page.getByRole('heading', { name: 'Ask a model' }).waitFor();
    await window.screenshot('first-found');
    await page.getByRole('textbox').and(page.frame.locator(':focus')).waitFor();
    await ask(page, effort, 'Hello from Ollama.');
    effort.print('Ollama started → response');
    assert.ok(effort.clicks <= 1);
    await page.assertSound();
  });

  test('a pasted key answers after three clicks and a paste', async () => {
    // The address of the service is the test’s: no test may reach the real one.
    const groq = { name: 'groq', apiBase: `${models.url}/locked/v1` };
    const { window, effort } = await open({ 'openLLM.providers': [groq] });
    const page = await chat(window);
    await effort.click(page.getByRole('button', { name: 'Paste an API key…' }));
    await effort.paste(`gsk_${goodKey}`);
    await effort.press('Enter');
    await page.getByRole('heading', { name: 'Ask a model' }).waitFor();
    await page.getByRole('textbox').and(page.frame.locator(':focus')).waitFor();
    await ask(page, effort, 'The key is good.');
    effort.print('pasted key → response');
    assert.ok(effort.clicks <= 3 && effort.pastes === 1);
  });

  test('the address of a company’s server answers after one input and two clicks', async () => {
    const { window, effort } = await open();
    const page = await chat(window);
    await effort.click(page.getByRole('button', { name: 'Add a server by its address…' }));
    await window.page.locator('.quick-input-widget input').first().waitFor();
    effort.inputs++;
    await effort.type(`${models.url}/v1`);
    await effort.press('Enter');
    await page.getByRole('heading', { name: 'Ask a model' }).waitFor();
    await page.getByRole('textbox').and(page.frame.locator(':focus')).waitFor();
    await ask(page, effort, 'Grüße from the local server.');
    effort.print('company URL → response');
    assert.ok(effort.clicks <= 2 && effort.inputs === 1);
  });

  test('VS Code’s own chat works without an account once what is offered is agreed to', async () => {
    const { window } = await open({
      'workbench.secondarySideBar.defaultVisibility': 'visible',
      'openLLM.providers': [
        {
          name: 'local',
          dialect: 'openai-chat',
          apiBase: `${models.url}/v1`,
          models: [{ id: 'small', tools: true, contextTokens: 200_000 }],
        },
      ],
    });
    const offer = window.notification('asks for a GitHub sign-in');
    await offer.waitFor();
    await window.screenshot('first-sign-in-offer');
    await offer.locator('.monaco-button', { hasText: 'Use Without Sign-In' }).click();
    const reloaded = window.page.waitForEvent('domcontentloaded');
    await window.notification('Reload the window').locator('.monaco-button', { hasText: 'Reload Window' }).click();
    await reloaded;
    const input = window.page.locator('.interactive-input-part .monaco-editor').first();
    await window.page
      .locator('.interactive-input-part .chat-input-picker-item, .interactive-input-part [aria-label*="Model" i]')
      .filter({ hasText: 'small' })
      .first()
      .waitFor();
    await input.click();
    await window.page.keyboard.type('What is a lamp?');
    await window.page.keyboard.press('Enter');
    await window.page.locator('.interactive-item-container', { hasText: 'from this machine' }).first().waitFor();
    await window.screenshot('first-vscode-chat');
    assert.equal(await window.notification('small requests').count(), 0);
  });
});

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve) =>
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Hands a request on to another server and its response back. */
function relay(
  to: string,
  request: import('node:http').IncomingMessage,
  response: import('node:http').ServerResponse,
): void {
  void request.toArray().then(async (chunks) => {
    const answer = await fetch(`${to}${request.url ?? ''}`, {
      method: request.method ?? 'GET',
      headers: { 'content-type': 'application/json' },
      ...(request.method === 'POST' ? { body: Buffer.concat(chunks as Buffer[]) } : {}),
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
}
