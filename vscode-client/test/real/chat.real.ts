import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { until } from './consumer.js';
import { FakeModels, goodKey } from './fakeModels.js';
import { RealVsCode, themes, type Theme } from './realVsCode.js';
import type { WebView } from './webView.js';

describe('the chat view in VS Code', { timeout: 300_000 }, () => {
  let models: FakeModels;
  let vscode: RealVsCode;
  let chat: WebView;

  before(async () => {
    models = await FakeModels.start();
    vscode = await RealVsCode.open({
      workspace: { 'duration.ts': 'export const duration = 1;\n' },
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

  async function toggleWeatherTool(): Promise<void> {
    await chat.getByRole('button', { name: /^Tools: / }).click();
    await vscode.page.locator('.quick-input-widget input[type=text]').fill('get_weather');
    await vscode.select('get_weather');
    await vscode.page.keyboard.press('Enter');
  }

  test('shows the response of a local model and its usage', async () => {
    await ask('Hello');
    await chat.getByText('Grüße from the local server.').waitFor();
    const usage = chat.getByRole('list', { name: 'Usage' });
    await usage.getByText('small', { exact: true }).waitFor();
    await usage.getByText(/^first token /).waitFor();
    await usage.getByText('11 → 5 tokens').waitFor();
  });

  test('offers enabled tools to the model, and VS Code asks the user to confirm tool calls', async () => {
    await toggleWeatherTool();
    await chat.getByRole('button', { name: /^Tools: 1 of/ }).waitFor();
    await ask('What is the weather like in Zürich?');
    const question = vscode.dialog('Get the current weather in Zürich?');
    await question.waitFor();
    await vscode.screenshot('chat-confirm-tool');
    await question.locator('.monaco-button', { hasText: 'Yes' }).click();
    await chat.getByText('The tool returned: 21 °C in Zürich').waitFor();
    await chat.getByRole('button', { name: 'Weather Zürich' }).click();
    await chat.getByRole('group', { name: 'Result' }).getByText('21 °C in Zürich').waitFor();
    await vscode.screenshot('chat-tool');
    await toggleWeatherTool();
    await chat.getByRole('button', { name: /^Tools: 0 of/ }).waitFor();
  });

  test('shows a message from another extension with its name, and sends it after user approval', async () => {
    await vscode.consumer.setting('openLLM.chat.sendCommand', 'ask');
    await send({ text: 'Write a function that formats a duration.', model: 'local/small', newChat: true });
    const question = chat.getByRole('group', { name: 'Test Consumer is requesting to send this message:' });
    await question.getByText('Model: small. Sending this message starts a new chat.').waitFor();
    await vscode.screenshot('chat-pending-question');
    await question.getByRole('button', { name: 'Always Send Without Asking' }).click();
    await chat.getByText('This function formats a duration:').waitFor();
  });

  test('applies code to the editor after the user accepts the change', async () => {
    const file = join(vscode.workspace, 'duration.ts');
    await vscode.consumer.command('workbench.action.quickOpen', 'duration.ts');
    await vscode.pick('duration.ts');
    await vscode.page.locator('.editor-instance .view-line', { hasText: 'duration = 1' }).first().waitFor();
    await chat.getByRole('button', { name: 'Apply to the editor…' }).click();
    await vscode.page.locator('.monaco-diff-editor .view-line', { hasText: 'minutes' }).first().waitFor();
    await vscode.screenshot('chat-apply');
    await vscode
      .notification('Apply this change?')
      .locator('.monaco-button', { hasText: /^Apply$/ })
      .click();
    await vscode.page.locator('.monaco-diff-editor').waitFor({ state: 'detached' });
    await vscode.page.locator('.editor-instance .view-line', { hasText: 'minutes' }).first().waitFor();
    await vscode.consumer.command('workbench.action.files.save');
    await until('the file to be saved', async () =>
      (await readFile(file, 'utf8')).includes('minutes') ? true : undefined,
    );
    assert.doesNotMatch(await readFile(file, 'utf8'), /duration = 1/);
  });

  test('attaches the selection in the editor', async () => {
    await vscode.consumer.command('editor.action.selectAll');
    await vscode.consumer.command('openLLM.chat.attach');
    await chat.getByText('duration.ts:1-4').waitFor();
    await ask('What does this code do?');
    const isSent = ({ body }: { body: unknown }): boolean =>
      /\$\{minutes\} minutes.*What does this code do\?/.test(JSON.stringify(body ?? ''));
    await until('the file to be sent', async () => models.requests.find(isSent));
  });

  test('suggests workspace files after a #, regardless of case, and attaches the selected file', async () => {
    await message().pressSequentially('Explain #DUR');
    await chat.getByRole('option', { name: 'duration.ts' }).click();
    await chat.getByRole('list', { name: 'Attached' }).getByText('duration.ts', { exact: true }).waitFor();
    assert.equal(await message().inputValue(), 'Explain #duration.ts ');
    await chat.getByRole('button', { name: 'Remove duration.ts', exact: true }).click();
    await message().fill('');
  });

  test('reports a missing API key with a button to set it, and can then retry the request', async () => {
    await send({ text: 'Hello', model: 'locked/secret', newChat: true });
    await chat.getByRole('button', { name: 'Set Key…' }).click();
    await vscode.page.locator('.quick-input-widget input[type=password]').waitFor();
    await vscode.type(goodKey);
    await chat.getByRole('button', { name: 'Model: small' }).click();
    await chat.getByRole('combobox').fill('secret');
    await chat.getByRole('option', { name: /secret/ }).click();
    await chat.getByRole('button', { name: 'Try Again' }).click();
    await chat.getByText('The API key is valid.').waitFor();
  });

  test('stops a response and closes the connection to the provider', async () => {
    const closed = models.nextClosed();
    await send({ text: 'Write a story that never ends.', model: 'local/small', newChat: true });
    await chat.getByText('Once upon').waitFor();
    await chat.getByRole('button', { name: 'Stop' }).click();
    await closed;
    await chat.getByText('Stopped.').waitFor();
  });

  test('restores the messages, the draft, and attachments after the window is reopened', async () => {
    await message().fill('How do I conv');
    await vscode.consumer.command('openLLM.chat.attach');
    await chat.getByRole('button', { name: /^Remove / }).waitFor();
    await vscode.reopen();
    chat = await vscode.openPage('openLLM.chat.focus', 'open-llm-chat-page');
    await chat.getByText('Write a story that never ends.').waitFor();
    await chat.getByRole('button', { name: /^Remove / }).click();
    assert.equal(await message().inputValue(), 'How do I conv');
  });

  test('preserves the messages and the draft when it is moved to another view container', async () => {
    await vscode.consumer.command('vscode.moveViews', {
      viewIds: ['openLLM.chatView'],
      destinationId: 'workbench.view.explorer',
    });
    chat = await vscode.openPage('openLLM.chat.focus', 'open-llm-chat-page');
    await chat.getByText('Write a story that never ends.').waitFor();
    assert.equal(await message().inputValue(), 'How do I conv');
    await message().fill('');
    await vscode.consumer.command('vscode.moveViews', {
      viewIds: ['openLLM.chatView'],
      destinationId: 'workbench.view.extension.openLLM',
    });
    chat = await vscode.openPage('openLLM.chat.focus', 'open-llm-chat-page');
  });

  test('finds an earlier chat by its content after the window is reopened', async () => {
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
    await chat.getByText('The tool returned: 21 °C in Zürich').waitFor();
  });

  test('exports the chat to a Markdown document', async () => {
    await vscode.consumer.command('openLLM.chat.export');
    await vscode.page
      .locator('.editor-instance .view-line', { hasText: 'What is the weather like in Zürich?' })
      .first()
      .waitFor();
  });

  for (const theme of Object.keys(themes) as Theme[]) {
    test(`has no serious accessibility issues or console errors in the ${theme} theme`, async () => {
      await vscode.useTheme(theme);
      await vscode.screenshot(`chat-${theme}`);
      await chat.assertSound();
    });
  }
});
