import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { connect, type OpenLlmConnection } from '@open-llm/client';
import { RealVsCode } from './realVsCode.js';

describe('VS Code tools that another program calls', { timeout: 300_000 }, () => {
  let vscode: RealVsCode;
  let connection: OpenLlmConnection;

  before(async () => {
    vscode = await RealVsCode.open({ settings: { 'openLLM.rpc.enabled': true } });
    await vscode.consumer.modelsWith('echo/echo');
    const env = { ...vscode.home.environment(), PATH: process.env['PATH'], OPENLLM_COMMAND: '/nowhere/open-llm' };
    connection = await connect({ env });
  });

  after(async () => {
    await connection?.shutdown();
    await vscode?.close();
  });

  const greet = (): ReturnType<OpenLlmConnection['callTool']> =>
    connection.callTool({ name: 'consumer_greet', arguments: { name: 'Ada' } });

  async function answer(question: string, button: RegExp): Promise<void> {
    const dialog = vscode.dialog(question);
    await dialog.waitFor();
    await vscode.screenshot(`tools-${question.replace(/\W+/g, '-')}`);
    await dialog.locator('.monaco-button', { hasText: button }).first().click();
    await dialog.waitFor({ state: 'detached' });
  }

  test('are listed with their descriptions and input schemas', async () => {
    const tool = (await connection.tools()).tools.find(({ name }) => name === 'consumer_greet');
    assert.equal(tool?.description, 'Greets someone after the user confirms.');
    assert.deepEqual(tool?.inputSchema?.['required'], ['name']);
  });

  test('are not called after the user denies access, and the user is not asked again', async () => {
    const rejected = assert.rejects(greet(), { kind: 'permission', hint: /`open-llm access revoke node`/ });
    await answer('Allow the program “node” to call VS Code tools?', /^Deny$/);
    await rejected;
    await connection.callTool({ name: 'consumer_greet', arguments: {} }).catch(() => undefined);
    assert.equal(await vscode.dialog('Allow the program').count(), 0);
  });

  test('are called after the user allows the program and confirms the call in VS Code', async () => {
    const revocation = vscode.consumer.command('openLLM.access');
    await vscode.page.locator('.quick-input-widget .monaco-list-row', { hasText: 'VS Code tools' }).click();
    await revocation;
    const greeting = greet();
    await answer('Allow the program “node” to call VS Code tools?', /^Allow$/);
    await answer('Greet Ada?', /^(Yes|OK|Allow)/);
    assert.deepEqual(await greeting, { content: [{ type: 'text', text: 'Hello, Ada.' }], isError: false });
  });

  test('are not called if the user declines the confirmation in VS Code', async () => {
    const declined = assert.rejects(greet(), {
      kind: 'permission',
      message: 'The call to consumer_greet was declined in VS Code.',
    });
    await answer('Greet Ada?', /^(No|Cancel)/);
    await declined;
  });

  test('return the message of an error', async () => {
    const { content, isError } = await connection.callTool({ name: 'consumer_fail', arguments: {} });
    assert.equal(isError, true);
    assert.match(JSON.stringify(content), /service is unavailable/);
  });

  test('are stopped when the program cancels the call', async () => {
    const cancellation = new AbortController();
    const call = connection.callTool({ name: 'consumer_wait', arguments: {} }, { signal: cancellation.signal });
    await vscode.consumer.waiting('started');
    cancellation.abort();
    await assert.rejects(call, { kind: 'cancelled' });
    await vscode.consumer.waiting('stopped');
  });
});
