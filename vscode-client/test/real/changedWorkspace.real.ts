import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { until } from './consumer.js';
import { FakeModels } from './fakeModels.js';
import { RealVsCode } from './realVsCode.js';

const file = '.config/openllm/config.yaml';

const team = (apiBase: string): string => `providers:
  - name: team
    dialect: openai-chat
    api_base: ${apiBase}
    models: [small]
`;

describe('a trusted workspace whose configuration changes the destination of data', { timeout: 300_000 }, () => {
  let first: FakeModels;
  let second: FakeModels;
  let third: FakeModels;
  let vscode: RealVsCode;

  before(async () => {
    [first, second, third] = await Promise.all([FakeModels.start(), FakeModels.start(), FakeModels.start()]);
    vscode = await RealVsCode.open({
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
      },
      workspace: { [file]: team(`${first.url}/v1`) },
    });
    await vscode.trustWorkspace();
    await vscode.consumer.modelsWith('team/small');
  });

  after(async () => {
    await vscode?.close();
    [first, second, third].forEach((models) => models?.stop());
  });

  const question = (): Locator =>
    vscode.dialog('A change to this workspace’s configuration would send your data to a different destination.');

  const offersTeam = async (): Promise<boolean> =>
    (await vscode.consumer.models()).some(({ id }) => id === 'team/small');

  async function answer(button: string | RegExp): Promise<void> {
    await question().locator('.monaco-button', { hasText: button }).click();
    await question().waitFor({ state: 'detached' });
  }

  test('is used without confirmation until its configuration changes', async () => {
    assert.equal(await vscode.consumer.ask('team/small', 'Hello'), 'Grüße from the local server.');
    assert.equal(await question().count(), 0);
  });

  test('requires confirmation of the new host, which receives no data before the user decides', async () => {
    first.requests.length = 0;
    await vscode.write(file, team(`${second.url}/v1`));
    await question().waitFor();
    await question().getByText(second.url.replace('http://', '')).first().waitFor();
    await vscode.screenshot('workspace-changed');
    await until('the file to be ignored', async () => ((await offersTeam()) ? undefined : true));
    await assert.rejects(vscode.consumer.ask('team/small', 'The merger is on Tuesday.'));
    assert.equal(second.requests.length, 0);
  });

  test('remains ignored after the user declines, and no data is sent to either host', async () => {
    await answer('Cancel');
    await assert.rejects(vscode.consumer.ask('team/small', 'The merger is on Tuesday.'));
    assert.equal(await offersTeam(), false);
    assert.equal(second.requests.length, 0);
    assert.ok(!JSON.stringify(first.requests).includes('merger'));
  });

  test('is used after the user accepts another change', async () => {
    await vscode.write(file, team(`${third.url}/v1`));
    await question().waitFor();
    assert.equal(third.requests.length, 0);
    await answer('Use the File');
    await vscode.consumer.modelsWith('team/small');
    assert.equal(await vscode.consumer.ask('team/small', 'Hello'), 'Grüße from the local server.');
    assert.ok(third.requests.some(({ path }) => path.endsWith('/chat/completions')));
    assert.equal(second.requests.length, 0);
  });

  test('is used without confirmation after its trusted configuration is restored', async () => {
    await vscode.write(file, team(`${first.url}/v1`));
    first.requests.length = 0;
    await until('a request to the first host', async () => {
      await vscode.consumer.ask('team/small', 'Hello').catch(() => undefined);
      return first.requests.some(({ path }) => path.endsWith('/chat/completions')) ? true : undefined;
    });
    assert.equal(await question().count(), 0);
  });
});
