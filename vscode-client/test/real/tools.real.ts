import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { connect, type OpenLlmConnection } from '@open-llm/client';
import { RealVsCode } from './realVsCode.js';

describe('the tools of VS Code, called by another program', { timeout: 300_000 }, () => {
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
    connection.callTool({ name: 'consumer_greet', arguments: { who: 'Ada' } });

  async function answer(question: string, button: RegExp): Promise<void> {
    const dialog = vscode.dialog(question);
    await dialog.waitFor();
    await vscode.screenshot(`tools-${question.replace(/\W+/g, '-')}`);
    await dialog.locator('.monaco-button', { hasText: button }).first().click();
    await dialog.waitFor({ state: 'detached' });
  }

  test('are listed as a chat takes them', async () => {
    const tool = (await connection.tools()).tools.find(({ name }) => name === 'consumer_greet');
    assert.equal(tool?.description, 'Greets somebody, after a confirmation.');
    assert.deepEqual(tool?.inputSchema?.['required'], ['who']);
  });

  test('are not called when the user does not let the program', async () => {
    const refused = assert.rejects(greet(), { kind: 'permission', hint: /`open-llm access revoke node`/ });
    await answer('Allow the program “node” to call VS Code tools?', /^Deny$/);
    await refused;
    await connection.callTool({ name: 'consumer_greet', arguments: {} }).catch(() => undefined);
    assert.equal(await vscode.dialog('Allow the program').count(), 0);
  });

  test('are called once the user allows the program, each with VS Code’s own confirmation', async () => {
    const revoked = vscode.consumer.command('openLLM.access');
    await vscode.page.locator('.quick-input-widget .monaco-list-row', { hasText: 'VS Code tools' }).click();
    await revoked;
    const greeting = greet();
    await answer('Allow the program “node” to call VS Code tools?', /^Allow$/);
    await answer('Greet Ada?', /^(Yes|OK|Allow)/);
    assert.deepEqual(await greeting, { content: [{ type: 'text', text: 'Hello, Ada.' }], isError: false });
  });

  test('are declined in VS Code’s own confirmation', async () => {
    const declined = assert.rejects(greet(), {
      kind: 'permission',
      message: 'The call to consumer_greet was declined in VS Code.',
    });
    await answer('Greet Ada?', /^(No|Cancel)/);
    await declined;
  });

  test('say what they failed with', async () => {
    const { content, isError } = await connection.callTool({ name: 'consumer_fail', arguments: {} });
    assert.equal(isError, true);
    assert.match(JSON.stringify(content), /Nobody is here/);
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
