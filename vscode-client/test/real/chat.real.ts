import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { until } from './consumer.js';
import { FakeModels, goodKey } from './fakeModels.js';
import { RealVsCode, themes, type Theme } from './realVsCode.js';
import type { WebView } from './webView.js';

describe('the chat in VS Code’s side bar', { timeout: 300_000 }, () => {
  let models: FakeModels;
  let vscode: RealVsCode;
  let chat: WebView;

  before(async () => {
    models = await FakeModels.start();
    vscode = await RealVsCode.open({
      workspace: { 'lamp.ts': 'export const lamp = 1;\n' },
      settings: {
        'openLLM.defaultModel': 'local/small',
        'openLLM.chat.sendCommand': 'send',
        'openLLM.providers': [
          {
            name: 'local',
            dialect: 'openai-chat',
            apiBase: `${models.url}/v1`,
            models: [{ id: 'small', tools: true, vision: true, contextTokens: 200_000 }],
          },
          { name: 'locked', dialect: 'openai-chat', apiBase: `${models.url}/locked/v1`, models: ['secret'] },
        ],
      },
    });
    await vscode.consumer.modelsWith('local/small');
    chat = await vscode.openPage('openLLM.chat.focus', 'open-llm-chat-page');
    await chat.getByRole('button', { name: 'Model: small' }).waitFor();
  });

  after(async () => {
    await vscode?.close();
    models?.stop();
  });

  const message = () => chat.getByRole('textbox', { name: 'Message' });
  const send = (argument: object): Promise<unknown> => vscode.consumer.command('openLLM.chat.send', argument);

  async function ask(text: string): Promise<void> {
    await message().fill(text);
    await message().press('Enter');
  }

  async function switchWeather(): Promise<void> {
    await chat.getByRole('button', { name: /^Tools: / }).click();
    await vscode.page.locator('.quick-input-widget input[type=text]').fill('get_weather');
    await vscode.select('get_weather');
    await vscode.page.keyboard.press('Enter');
  }

  test('answers with a local model', async () => {
    await ask('Hello');
    await chat.getByText('Grüße from the local server.').waitFor();
    const figures = chat.getByRole('list', { name: 'Usage' });
    await figures.getByText('small', { exact: true }).waitFor();
    await figures.getByText(/^first token /).waitFor();
    await figures.getByText('11 → 5 tokens').waitFor();
  });

  test('gives a model the tools that are switched on, and VS Code confirms their calls', async () => {
    await switchWeather();
    await chat.getByRole('button', { name: /^Tools: 1 of/ }).waitFor();
    await ask('What is the weather like in Zürich?');
    const question = vscode.dialog('May the weather of Zürich be asked for?');
    await question.waitFor();
    await vscode.screenshot('chat-confirm-tool');
    await question.locator('.monaco-button', { hasText: 'Yes' }).click();
    await chat.getByText('The tool said: 21 °C in Zürich').waitFor();
    await chat.getByRole('button', { name: 'Weather Zürich' }).click();
    await chat.getByRole('group', { name: 'Result' }).getByText('21 °C in Zürich').waitFor();
    await vscode.screenshot('chat-tool');
    await switchWeather();
    await chat.getByRole('button', { name: /^Tools: 0 of/ }).waitFor();
  });

  test('shows what another extension asks, by its name, and sends it when the user says so', async () => {
    await vscode.consumer.setting('openLLM.chat.sendCommand', 'ask');
    await send({ text: 'Write a lamp.', model: 'local/small', newChat: true });
    const question = chat.getByRole('group', { name: 'Test Consumer is requesting to send this message:' });
    await question.getByText('Model: small. Sending this message starts a new chat.').waitFor();
    await vscode.screenshot('chat-pending-question');
    await question.getByRole('button', { name: 'Always Send Without Asking' }).click();
    await chat.getByText('A lamp that turns:').waitFor();
  });

  test('applies code to the editor when the user accepts the difference', async () => {
    const file = join(vscode.workspace, 'lamp.ts');
    await vscode.consumer.command('workbench.action.quickOpen', 'lamp.ts');
    await vscode.pick('lamp.ts');
    await vscode.page.locator('.editor-instance .view-line', { hasText: 'lamp = 1' }).first().waitFor();
    await chat.getByRole('button', { name: 'Apply to the editor…' }).click();
    await vscode.page.locator('.monaco-diff-editor .view-line', { hasText: 'turned' }).first().waitFor();
    await vscode.screenshot('chat-apply');
    await vscode
      .notification('Apply this change?')
      .locator('.monaco-button', { hasText: /^Apply$/ })
      .click();
    await vscode.page.locator('.monaco-diff-editor').waitFor({ state: 'detached' });
    await vscode.page.locator('.editor-instance .view-line', { hasText: 'turned' }).first().waitFor();
    await vscode.consumer.command('workbench.action.files.save');
    await until('the file to be saved', async () =>
      (await readFile(file, 'utf8')).includes('turned') ? true : undefined,
    );
    assert.doesNotMatch(await readFile(file, 'utf8'), /lamp = 1/);
  });

  test('attaches what is selected in the editor', async () => {
    await vscode.consumer.command('editor.action.selectAll');
    await vscode.consumer.command('openLLM.chat.attach');
    await chat.getByText('lamp.ts:1-4').waitFor();
    await ask('What is it?');
    const isSent = ({ body }: { body: unknown }): boolean =>
      /turned \$\{by\}.*What is it\?/.test(JSON.stringify(body ?? ''));
    await until('the file to be sent', async () => models.requests.find(isSent));
  });

  test('finds a file of the workspace once a # is typed, whatever its case, and attaches it', async () => {
    await message().pressSequentially('Explain #LAM');
    await chat.getByRole('option', { name: 'lamp.ts' }).click();
    await chat.getByRole('list', { name: 'Attached' }).getByText('lamp.ts').waitFor();
    assert.equal(await message().inputValue(), 'Explain #lamp.ts ');
    await chat.getByRole('button', { name: 'Remove lamp.ts' }).click();
    await message().fill('');
  });

  test('says why there is no answer, and has the key set by the button beside it', async () => {
    await send({ text: 'Hello', model: 'locked/secret', newChat: true });
    await chat.getByRole('button', { name: 'Set Key…' }).click();
    await vscode.page.locator('.quick-input-widget input[type=password]').waitFor();
    await vscode.type(goodKey);
    await chat.getByRole('button', { name: 'Model: small' }).click();
    await chat.getByRole('combobox').fill('secret');
    await chat.getByRole('option', { name: /secret/ }).click();
    await chat.getByRole('button', { name: 'Try Again' }).click();
    await chat.getByText('The key is good.').waitFor();
  });

  test('stops an answer, and the provider is told', async () => {
    const closed = models.nextClosed();
    await send({ text: 'Go on for ever.', model: 'local/small', newChat: true });
    await chat.getByText('And').waitFor();
    await chat.getByRole('button', { name: 'Stop' }).click();
    await closed;
    await chat.getByText('Stopped.').waitFor();
  });

  test('is open again, with what was written and attached, after the window was opened again', async () => {
    await message().fill('Half a thou');
    await vscode.consumer.command('openLLM.chat.attach');
    await chat.getByRole('button', { name: /^Remove / }).waitFor();
    await vscode.reopen();
    chat = await vscode.openPage('openLLM.chat.focus', 'open-llm-chat-page');
    await chat.getByText('Go on for ever.').waitFor();
    await chat.getByRole('button', { name: /^Remove / }).click();
    assert.equal(await message().inputValue(), 'Half a thou');
  });

  test('is as it was when it is moved to another place', async () => {
    await vscode.consumer.command('vscode.moveViews', {
      viewIds: ['openLLM.chatView'],
      destinationId: 'workbench.view.explorer',
    });
    chat = await vscode.openPage('openLLM.chat.focus', 'open-llm-chat-page');
    await chat.getByText('Go on for ever.').waitFor();
    assert.equal(await message().inputValue(), 'Half a thou');
    await message().fill('');
    await vscode.consumer.command('vscode.moveViews', {
      viewIds: ['openLLM.chatView'],
      destinationId: 'workbench.view.extension.openLLM',
    });
    chat = await vscode.openPage('openLLM.chat.focus', 'open-llm-chat-page');
  });

  test('finds an earlier chat by what was said in it, after the window was opened again', async () => {
    await vscode.reopen();
    chat = await vscode.openPage('openLLM.chat.focus', 'open-llm-chat-page');
    // The requested focus is set when the page is ready, and would close a list that has been opened by then.
    await message().and(chat.frame.locator(':focus')).waitFor();
    const command = vscode.consumer.command('openLLM.chat.history');
    await vscode.page.locator('.quick-input-widget input').first().fill('21 °c');
    await vscode.page.locator('.quick-input-widget .monaco-list-row', { hasText: '21 °c' }).first().waitFor();
    await vscode.screenshot('chat-history');
    await vscode.pick('Hello');
    await command;
    await chat.getByText('The tool said: 21 °C in Zürich').waitFor();
  });

  test('opens as a Markdown document', async () => {
    await vscode.consumer.command('openLLM.chat.export');
    await vscode.page
      .locator('.editor-instance .view-line', { hasText: 'What is the weather like in Zürich?' })
      .first()
      .waitFor();
  });

  for (const theme of Object.keys(themes) as Theme[]) {
    test(`has no serious accessibility fault and no console error in the ${theme} theme`, async () => {
      await vscode.useTheme(theme);
      await vscode.screenshot(`chat-${theme}`);
      await chat.assertSound();
    });
  }
});
