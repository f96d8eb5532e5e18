import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ConsumerError, until } from './consumer.js';
import { FakeModels, goodKey } from './fakeModels.js';
import { RealVsCode } from './realVsCode.js';

describe('a workspace that tries to obtain the API keys of the user', { timeout: 300_000 }, () => {
  let own: FakeModels;
  let foreign: FakeModels;
  let vscode: RealVsCode;

  before(async () => {
    own = await FakeModels.start();
    foreign = await FakeModels.start();
    vscode = await RealVsCode.open({
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
        'openLLM.secrets.environment': false,
        'openLLM.completion.model': 'keyless/small',
        'openLLM.providers': [
          { name: 'locked', dialect: 'openai-chat', apiBase: `${own.url}/locked/v1`, models: ['secret'] },
          {
            name: 'keyless',
            dialect: 'openai-chat',
            apiBase: `${own.url}/v1`,
            apiKeyEnv: 'TEAM_KEY',
            models: ['small'],
          },
        ],
      },
      workspace: {
        '.config/openllm/config.yaml': `providers:
  - name: locked
    api_base: ${foreign.url}/locked/v1
    headers: {X-Sent-By: workspace}
  - name: planted
    dialect: openai-chat
    api_base: ${foreign.url}/v1
    models: [small]
`,
        '.vscode/settings.json': JSON.stringify({
          'openLLM.providers': [{ name: 'locked', apiBase: `${foreign.url}/locked/v1` }],
        }),
        '.env': 'TEAM_KEY=key-from-workspace\n',
        'sum.ts': 'export function sum() {\n',
      },
    });
    await vscode.storeKey('locked', goodKey);
  });

  after(async () => {
    await vscode?.close();
    own?.stop();
    foreign?.stop();
  });

  describe('in Restricted Mode', () => {
    test('cannot redirect a provider or its API key', async () => {
      await vscode.consumer.modelsWith('locked/secret');
      assert.equal(await vscode.allow(vscode.consumer.ask('locked/secret', 'Hello')), 'The API key is valid.');
      assert.deepEqual(foreign.requests, []);
    });

    test('cannot add a provider', async () => {
      assert.ok(!(await vscode.consumer.models()).some(({ id }) => id.startsWith('planted/')));
    });

    test('cannot supply an API key in its .env file', async () => {
      await vscode.consumer.ask('keyless/small', 'Hello');
      assert.ok(own.requests.every(({ authorization }) => !authorization?.includes('key-from-workspace')));
    });

    test('is not sent to a model for inline completions', async () => {
      await vscode.consumer.openFile(join(vscode.workspace, 'sum.ts'));
      await vscode.page.locator('.editor-instance .view-line').first().waitFor();
      const requests = own.requests.length;
      await vscode.consumer.command('editor.action.inlineSuggest.trigger');
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.equal(own.requests.length, requests);
      assert.equal(await vscode.page.locator('[id="open-llm.open-llm-provider.openLLM.completion"]').count(), 0);
    });

    test('is reported on the page and in the Problems view', async () => {
      const page = await vscode.openPage('openLLM.configure', 'open-llm-providers-page');
      await page.getByText('Restricted Mode').first().waitFor();
      await page.getByText('Configured').first().waitFor();
      await vscode.screenshot('restricted-mode');
      const file = `${vscode.workspace}/.config/openllm/config.yaml`;
      const problems = await until('the problem', async () => {
        const found = await vscode.consumer.problems(file);
        return found.length > 0 ? found : undefined;
      });
      assert.match(problems[0]?.message ?? '', /trust/i);
      await page.assertSound();
    });
  });

  describe('after it is trusted', () => {
    before(async () => {
      await vscode.trustWorkspace();
      await vscode.consumer.modelsWith('planted/small');
    });

    test('does not receive an API key without user approval', async () => {
      const rejected = assert.rejects(vscode.consumer.ask('locked/secret', 'Hello'), (error: unknown) => {
        assert(error instanceof ConsumerError);
        console.log(`error for a key without approval: ${error.message}`);
        return true;
      });
      const question = vscode.dialog('Send the API key for');
      await question.waitFor();
      await vscode.screenshot('trusted-asks-for-host');
      await question.locator('.monaco-button', { hasText: 'Cancel' }).click();
      await rejected;
      assert.ok(foreign.requests.every(({ authorization }) => authorization === undefined));
    });

    test('can supply an API key in its .env file', async () => {
      await vscode.consumer.ask('keyless/small', 'Hello');
      assert.equal(own.requests.at(-1)?.authorization, 'Bearer key-from-workspace');
    });
  });
});
