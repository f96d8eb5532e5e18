import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, afterEach, before, describe, test } from 'node:test';
import type { AddressInfo } from 'node:net';
import type { Locator } from 'playwright-core';
import { CodeServer } from './codeServer.js';
import { FakeModels, goodKey } from './fakeModels.js';
import { RealVsCode, type WindowOptions } from './realVsCode.js';
import { WebView } from './webView.js';

/** User actions that the browser recorded in the window and all its frames. */
interface UserActions {
  clicks: number;
  keys: number;
  pastes: number;
  /** The number of input boxes and lists that VS Code opened for the user. */
  inputs: number;
  /** The number of modal dialogs. */
  dialogs: number;
}

/**
 * Measures the number of steps a user needs to get from an empty profile to a response. The browser counts all events,
 * so no action of the test is omitted: each press of a mouse button or a key, each paste (which counts as one key
 * press), and everything that VS Code opened.
 */
class Effort {
  readonly actions: UserActions = { clicks: 0, keys: 0, pastes: 0, inputs: 0, dialogs: 0 };
  readonly #vscode: RealVsCode;
  readonly #name: string;
  #start = performance.now();
  #steps = 0;

  private constructor(vscode: RealVsCode, name: string) {
    this.#vscode = vscode;
    this.#name = name;
  }

  /** Starts counting. */
  static async in(vscode: RealVsCode, name: string): Promise<Effort> {
    const effort = new Effort(vscode, name);
    await vscode.page.exposeFunction('reportUserAction', (kind: keyof UserActions) => {
      effort.actions[kind]++;
    });
    await effort.watchFrames();
    effort.#start = performance.now();
    return effort;
  }

  /**
   * Starts counting in the current frames. The page of a web view must be loaded, because VS Code replaces the document
   * of a web view.
   */
  async watchFrames(): Promise<void> {
    await Promise.all(
      this.#vscode.page.frames().map((frame) => frame.evaluate(reportUserActions).catch(() => undefined)),
    );
  }

  async click(target: Locator): Promise<void> {
    await target.click();
    await this.step();
  }

  /** Types text into the focused element. */
  async type(text: string): Promise<void> {
    await this.#vscode.page.keyboard.type(text);
  }

  async press(key: string): Promise<void> {
    await this.#vscode.page.keyboard.press(key);
  }

  /** Pastes text from the clipboard into the focused element. */
  async paste(text: string): Promise<void> {
    await this.#vscode.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await this.#vscode.page.keyboard.press('Control+V');
  }

  /** Waits for an input box that VS Code has opened and focused. */
  async inputOpened(): Promise<void> {
    await this.#vscode.page.locator('.quick-input-widget input:focus').first().waitFor();
    await this.step();
  }

  /** Saves a screenshot of the window at this step. */
  async step(): Promise<void> {
    await this.#vscode.screenshot(`first-${this.#name}-${++this.#steps}`);
  }

  async print(label: string): Promise<UserActions> {
    const seconds = ((performance.now() - this.#start) / 1000).toFixed(1);
    await this.step();
    const { clicks, pastes, inputs, keys, dialogs } = this.actions;
    console.log(
      `${label}: ${clicks} clicks, ${pastes} pastes, ${inputs} inputs, ${keys} keystrokes, ${dialogs} dialogs, ${seconds} s`,
    );
    return this.actions;
  }
}

/** The script runs in each frame. It is a string because a compiled function might call helpers of the compiler. */
const reportUserActions = `(() => {
  const on = (type, report) =>
    window.addEventListener(
      type,
      (event) => {
        if (event.isTrusted && !event.isReported) {
          event.isReported = true;
          report(event);
        }
      },
      true,
    );
  on('pointerdown', () => window.reportUserAction('clicks'));
  on('paste', () => window.reportUserAction('pastes'));
  on('keydown', ({ key, ctrlKey, repeat }) => {
    if (!repeat && key !== 'Control' && !(ctrlKey && /^v$/i.test(key))) window.reportUserAction('keys');
  });
  if (window !== window.top || window.reportsUserActions) return;
  window.reportsUserActions = true;
  const opened = new Map();
  const watch = () => {
    for (const [what, selector] of [['inputs', '.quick-input-widget'], ['dialogs', '.monaco-dialog-box']]) {
      const element = document.querySelector(selector);
      const isOpen = element?.checkVisibility() === true;
      if (isOpen && !opened.get(what)) window.reportUserAction(what);
      opened.set(what, isOpen);
    }
    requestAnimationFrame(watch);
  };
  watch();
})()`;

describe('onboarding in VS Code', { timeout: 300_000 }, () => {
  let models: FakeModels;
  let code: CodeServer;
  let ollama: Server;
  let ollamaPort: number;
  let vscode: RealVsCode | undefined;

  before(async () => {
    models = await FakeModels.start();
    // This reserves a free port, on which the fake Ollama server is started later.
    ollama = createServer();
    ollamaPort = await listen(ollama, 0);
    await close(ollama);
    const environment = { PATH: process.env['PATH'], OLLAMA_HOST: `127.0.0.1:${ollamaPort}` };
    code = await CodeServer.start('linux-x64', environment);
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

  async function open(
    name: string,
    settings: WindowOptions['settings'] = {},
  ): Promise<{ window: RealVsCode; effort: Effort }> {
    vscode = await RealVsCode.open({ in: code, settings });
    const icon = vscode.page.locator('.activitybar .action-item', { has: vscode.page.getByLabel('Open LLM') }).first();
    await icon.waitFor();
    const effort = await Effort.in(vscode, name);
    await effort.click(icon);
    return { window: vscode, effort };
  }

  async function chat(window: RealVsCode, effort: Effort): Promise<WebView> {
    const page = await WebView.find(window.page, 'open-llm-chat-page', window.faults);
    await effort.watchFrames();
    return page;
  }

  /** Sends a message in the chat, whose input box has the focus, and waits for the response. */
  async function ask(page: WebView, effort: Effort, response: string | RegExp): Promise<void> {
    await page.getByRole('textbox').and(page.frame.locator(':focus')).waitFor();
    await effort.step();
    await effort.type('Hello');
    await effort.press('Enter');
    await page.getByText(response).first().waitFor();
  }

  /** The number of key presses for "Hello" and Enter. */
  const messageKeys = 6;

  test('detects a server that starts while the page is open, and requires one click to get a response', async () => {
    const { window, effort } = await open('ollama', { 'openLLM.discovery.enabled': true });
    const page = await chat(window, effort);
    await page.getByRole('heading', { name: 'No models yet' }).waitFor();
    await effort.step();
    ollama = createServer((request, response) => forward(models.url, request, response));
    await listen(ollama, ollamaPort);
    await page.getByRole('heading', { name: 'Ask a question' }).waitFor();
    await ask(page, effort, 'Hello from Ollama.');
    const actions = await effort.print('Ollama started → response');
    assert.deepEqual(actions, { clicks: 1, pastes: 0, inputs: 0, keys: messageKeys, dialogs: 0 });
    await page.assertSound();
  });

  test('requires two clicks and a paste to get a response with a pasted API key', async () => {
    // The URL of the provider refers to the test server, because no test may contact the real provider.
    const groq = { name: 'groq', apiBase: `${models.url}/locked/v1` };
    const { window, effort } = await open('key', { 'openLLM.providers': [groq] });
    const page = await chat(window, effort);
    await effort.click(page.getByRole('button', { name: 'Paste an API Key…' }));
    await effort.inputOpened();
    await effort.paste(`gsk_${goodKey}`);
    await effort.press('Enter');
    await page.getByRole('heading', { name: 'Ask a question' }).waitFor();
    await ask(page, effort, 'The API key is valid.');
    const actions = await effort.print('pasted key → response');
    assert.deepEqual(actions, { clicks: 2, pastes: 1, inputs: 1, keys: 1 + messageKeys, dialogs: 0 });
  });

  test('requires two clicks and one input to get a response from a company server', async () => {
    const { window, effort } = await open('address');
    const page = await chat(window, effort);
    await effort.click(page.getByRole('button', { name: 'Add a Provider by Its URL…' }));
    await effort.inputOpened();
    const address = `${models.url}/v1`;
    await effort.type(address);
    await effort.press('Enter');
    await page.getByRole('heading', { name: 'Ask a question' }).waitFor();
    await ask(page, effort, 'Grüße from the local server.');
    const actions = await effort.print('company URL → response');
    assert.deepEqual(actions, { clicks: 2, pastes: 0, inputs: 1, keys: address.length + 1 + messageKeys, dialogs: 0 });
  });

  test('enables the built-in chat without an account after the user accepts the offer', async () => {
    const { window } = await open('vscode-chat', {
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
    const offer = window.notification('asks you to sign in to GitHub');
    await offer.waitFor();
    await window.screenshot('first-sign-in-offer');
    await offer.locator('.monaco-button', { hasText: 'Use Without Signing In' }).click();
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
    await window.page.keyboard.type('What is a closure?');
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

/** Forwards a request to another server and returns the response. */
function forward(
  to: string,
  request: import('node:http').IncomingMessage,
  response: import('node:http').ServerResponse,
): void {
  void request.toArray().then(async (chunks) => {
    const forwarded = await fetch(`${to}${request.url ?? ''}`, {
      method: request.method ?? 'GET',
      headers: { 'content-type': 'application/json' },
      ...(request.method === 'POST' ? { body: Buffer.concat(chunks as Buffer[]) } : {}),
    });
    response.writeHead(forwarded.status, {
      'content-type': forwarded.headers.get('content-type') ?? 'application/json',
    });
    response.end(Buffer.from(await forwarded.arrayBuffer()));
  });
}
