import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { question, textOf, until } from './consumer.js';
import { FakeModels, goodKey } from './fakeModels.js';
import { RealVsCode } from './realVsCode.js';
import type { WebView } from './webView.js';

describe('the configuration in VS Code', { timeout: 300_000 }, () => {
  let models: FakeModels;
  let vscode: RealVsCode;
  let file: string;
  let written: string;

  before(async () => {
    models = await FakeModels.start();
    written = yaml('mine', ['small']);
    vscode = await RealVsCode.open({
      settings: {
        'openLLM.providers': [
          { name: 'set', dialect: 'openai-chat', apiBase: `${models.url}/v1`, models: ['small'] },
          { name: 'locked', dialect: 'openai-chat', apiBase: `${models.url}/locked/v1`, models: ['secret'] },
        ],
      },
      home: { '.config/openllm/config.yaml': written },
      workspace: { '.config/openllm/config.yaml': yaml('team', ['small']) },
    });
    file = join(vscode.home.config, 'config.yaml');
    await vscode.consumer.modelsWith('mine/small');
  });

  after(async () => {
    await vscode?.close();
    models?.stop();
  });

  function yaml(name: string, ids: readonly string[]): string {
    return `# Maintained manually.\nproviders:\n  - name: ${name}\n    dialect: openai-chat\n    api_base: ${models.url}/v1\n    models: [${ids.join(', ')}]\n`;
  }

  async function waitForProviders(...names: string[]): Promise<void> {
    await until(`the providers ${names.join(', ')}`, async () => {
      const found = new Set((await vscode.consumer.models()).map(({ id }) => id.slice(0, id.indexOf('/'))));
      found.delete('echo');
      return [...found].sort().join() === [...names].sort().join() ? true : undefined;
    });
  }

  test('is updated when a file is edited, without interrupting running requests', async () => {
    const running = models.nextEndless();
    const response = vscode.consumer.send({
      model: 'mine/small',
      messages: [question('Write a story that never ends.')],
    });
    const finish = await running;
    await writeFile(file, yaml('mine', ['small', 'added']));
    const editedAt = Date.now();
    await vscode.consumer.modelsWith('mine/added');
    const ms = Date.now() - editedAt;
    console.log(`time from the edit of the YAML file to the new model in VS Code: ${ms} ms`);
    assert.ok(ms < 5000, `available only after ${ms} ms`);
    finish();
    assert.equal(textOf((await response).parts), 'Once upon a time.');
  });

  test('retains its last valid values if a file is invalid, and the position of the error is reported', async () => {
    await writeFile(file, `${yaml('mine', ['small', 'added'])}  - name: [broken\n`);
    const [problem] = await until('the problem to be shown', async () => {
      const found = await vscode.consumer.problems(file);
      return found.length > 0 ? found : undefined;
    });
    assert.ok(problem && problem.line >= 7 && problem.column >= 1, JSON.stringify(problem));
    assert.equal(await vscode.consumer.ask('mine/added', 'Hello'), 'Grüße from the local server.');
    await vscode.consumer.command('workbench.actions.view.problems');
    await vscode.page.locator('.markers-panel .monaco-list-row', { hasText: 'config.yaml' }).waitFor();
    await vscode.screenshot('broken-file');
    await writeFile(file, written);
    await until('the problem to disappear', async () =>
      (await vscode.consumer.problems(file)).length === 0 ? true : undefined,
    );
    await vscode.consumer.command('workbench.action.closePanel');
  });

  test('is read from the sources that the settings specify', async () => {
    await waitForProviders('locked', 'mine', 'set', 'team');
    await vscode.consumer.setting('openLLM.config.source', 'vscode');
    await waitForProviders('locked', 'set');
    await vscode.consumer.setting('openLLM.config.source', 'native');
    await waitForProviders('mine', 'team');
    await vscode.consumer.setting('openLLM.config.nativeLevel', 'workspace');
    await waitForProviders('team');
    await vscode.screenshot('source-workspace-file');
    await vscode.consumer.setting('openLLM.config.nativeLevel', undefined);
    await vscode.consumer.setting('openLLM.config.source', undefined);
    await waitForProviders('locked', 'mine', 'set', 'team');
  });

  test('retains comments inside a setting when the page changes other parts of the setting', async () => {
    const settings = vscode.home.inside('data/User/settings.json');
    const before = await readFile(settings, 'utf8');
    const commented = before.replace(/("openLLM.providers": ?\[)/, '$1 // For personal use only.');
    await writeFile(settings, commented);
    const page = await vscode.openPage('openLLM.configure', 'open-llm-providers-page');
    await page.getByRole('option', { name: /^set/ }).click();
    await page.getByRole('switch', { name: 'On' }).press('Space');
    await waitForProviders('locked', 'mine', 'team');
    const changed = await readFile(settings, 'utf8');
    assert.match(changed, /"openLLM.providers": ?\[ \/\/ For personal use only\./);
    assert.match(changed, /"enabled": ?false/);
    await page.getByRole('button', { name: 'Undo' }).click();
    await waitForProviders('locked', 'mine', 'set', 'team');
    assert.equal(await readFile(settings, 'utf8'), commented);
    await writeFile(settings, before);
  });

  describe('copied on the Providers and Models page', () => {
    let page: WebView;

    before(async () => {
      page = await vscode.openPage('openLLM.configure', 'open-llm-providers-page');
      await page.getByRole('option', { name: /Configuration/ }).click();
    });

    async function choose(name: string, option: string): Promise<void> {
      await page.getByRole('combobox', { name }).selectOption({ label: option });
    }

    test('is exported from settings to the user’s file after a preview of the changes', async () => {
      await page.getByRole('button', { name: 'Preview Changes' }).click();
      await page.getByRole('list', { name: 'Changes' }).waitFor();
      await vscode.screenshot('export');
      assert.equal(await readFile(file, 'utf8'), written);
      await page.getByRole('button', { name: 'Copy', exact: true }).click();
      await page.getByText('Backup:').waitFor();
      const exported = await readFile(file, 'utf8');
      assert.match(exported, /^# Maintained manually\./);
      assert.match(exported, /- name: mine\n/);
      assert.match(exported, /name: set\n/);
      assert.ok(!exported.includes(goodKey));
      await page.assertSound();
    });

    test('is imported from the workspace file into settings, with a backup', async () => {
      await choose('Copy from', 'This workspace’s configuration file');
      await choose('Copy to', 'My VS Code settings');
      await page.getByRole('button', { name: 'Preview Changes' }).click();
      await page.getByRole('list', { name: 'Changes' }).waitFor();
      await vscode.screenshot('import');
      await page.getByRole('button', { name: 'Copy', exact: true }).click();
      await page.getByText('Values copied').waitFor();
      await vscode.screenshot('import-done');
      const backup = await page.getByRole('link', { name: /vscode-user-settings\.json$/ }).innerText();
      assert.ok(backup.startsWith(join(vscode.home.config, 'backups')), backup);
      const before = JSON.parse(await readFile(backup, 'utf8')) as Record<string, readonly { name: string }[]>;
      assert.deepEqual(
        before['openLLM.providers']?.map(({ name }) => name),
        ['set', 'locked'],
      );
      assert.equal((await stat(backup)).mode & 0o777, 0o600);
      const settings = await readFile(vscode.home.inside('data/User/settings.json'), 'utf8');
      assert.match(settings, /"name": "team"/);
    });
  });

  test('uses an API key from the .env file after the key is copied there from VS Code', async () => {
    await vscode.storeKey('locked', goodKey);
    const copied = vscode.consumer.command('openLLM.copyKey', 'locked');
    await vscode.pick('VS Code secret storage');
    await vscode.pick('.env file');
    await vscode.screenshot('copy-key');
    await vscode.pick('For me, everywhere');
    await copied;
    const env = join(vscode.home.config, '.env');
    assert.ok((await readFile(env, 'utf8')).includes(goodKey));
    assert.equal((await stat(env)).mode & 0o777, 0o600);
    await vscode.consumer.setting('openLLM.secrets.vscode', false);
    assert.equal(await vscode.allow(vscode.consumer.ask('locked/secret', 'Hello')), 'The API key is valid.');
    await vscode.consumer.setting('openLLM.secrets.vscode', undefined);
  });
});
