import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { question, textOf, until } from './consumer.js';
import { FakeModels, goodKey } from './fakeModels.js';
import { RealVsCode } from './realVsCode.js';
import type { WebView } from './webView.js';

describe('configuration in VS Code', { timeout: 300_000 }, () => {
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
    return `# Kept by hand.\nproviders:\n  - name: ${name}\n    dialect: openai-chat\n    api_base: ${models.url}/v1\n    models: [${ids.join(', ')}]\n`;
  }

  async function providersBecome(...names: string[]): Promise<void> {
    await until(`the providers ${names.join(', ')}`, async () => {
      const found = new Set((await vscode.consumer.models()).map(({ id }) => id.slice(0, id.indexOf('/'))));
      found.delete('echo');
      return [...found].sort().join() === [...names].sort().join() ? true : undefined;
    });
  }

  test('a file that is edited shows at once, and what runs continues', async () => {
    const running = models.nextEndless();
    const answer = vscode.consumer.send({ model: 'mine/small', messages: [question('Go on for ever.')] });
    const end = await running;
    await writeFile(file, yaml('mine', ['small', 'added']));
    const at = Date.now();
    await vscode.consumer.modelsWith('mine/added');
    const ms = Date.now() - at;
    console.log(`edit of the YAML file to the model in VS Code: ${ms} ms`);
    assert.ok(ms < 5000, `shown only after ${ms} ms`);
    end();
    assert.equal(textOf((await answer).parts), 'And on.');
  });

  test('a broken file shows its place among the problems, and what was there last continues', async () => {
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
    await until('the problem to go', async () =>
      (await vscode.consumer.problems(file)).length === 0 ? true : undefined,
    );
    await vscode.consumer.command('workbench.action.closePanel');
  });

  test('its source is chosen by settings', async () => {
    await providersBecome('locked', 'mine', 'set', 'team');
    await vscode.consumer.setting('openLLM.config.source', 'vscode');
    await providersBecome('locked', 'set');
    await vscode.consumer.setting('openLLM.config.source', 'native');
    await providersBecome('mine', 'team');
    await vscode.consumer.setting('openLLM.config.nativeLevel', 'workspace');
    await providersBecome('team');
    await vscode.screenshot('source-workspace-file');
    await vscode.consumer.setting('openLLM.config.nativeLevel', undefined);
    await vscode.consumer.setting('openLLM.config.source', undefined);
    await providersBecome('locked', 'mine', 'set', 'team');
  });

  test('a comment inside a setting stays when the page changes what is beside it', async () => {
    const settings = vscode.home.inside('data/User/settings.json');
    const before = await readFile(settings, 'utf8');
    const commented = before.replace(/("openLLM.providers": ?\[)/, '$1 // Mine alone.');
    await writeFile(settings, commented);
    const page = await vscode.openPage('openLLM.configure', 'open-llm-providers-page');
    await page.getByRole('option', { name: /^set/ }).click();
    await page.getByRole('switch', { name: 'On' }).press('Space');
    await providersBecome('locked', 'mine', 'team');
    const changed = await readFile(settings, 'utf8');
    assert.match(changed, /"openLLM.providers": ?\[ \/\/ Mine alone\./);
    assert.match(changed, /"enabled": ?false/);
    await page.getByRole('button', { name: 'Undo' }).click();
    await providersBecome('locked', 'mine', 'set', 'team');
    assert.equal(await readFile(settings, 'utf8'), commented);
    await writeFile(settings, before);
  });

  describe('carried over on the page of providers', () => {
    let page: WebView;

    before(async () => {
      page = await vscode.openPage('openLLM.configure', 'open-llm-providers-page');
      await page.getByRole('option', { name: /Configuration/ }).click();
    });

    async function choose(name: string, option: string): Promise<void> {
      await page.getByRole('combobox', { name }).selectOption({ label: option });
    }

    test('settings are exported to the user’s file, after a look at what changes', async () => {
      await page.getByRole('button', { name: 'Preview Changes' }).click();
      await page.getByRole('list', { name: 'Changes' }).waitFor();
      await vscode.screenshot('export');
      assert.equal(await readFile(file, 'utf8'), written);
      await page.getByRole('button', { name: 'Copy', exact: true }).click();
      await page.getByText('Backup:').waitFor();
      const exported = await readFile(file, 'utf8');
      assert.match(exported, /^# Kept by hand\./);
      assert.match(exported, /- name: mine\n/);
      assert.match(exported, /name: set\n/);
      assert.ok(!exported.includes(goodKey));
      await page.assertSound();
    });

    test('the file of the workspace is imported into settings', async () => {
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

  test('a key is copied from VS Code to the .env file, and is used from there', async () => {
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
    assert.equal(await vscode.allow(vscode.consumer.ask('locked/secret', 'Hello')), 'The key is good.');
    await vscode.consumer.setting('openLLM.secrets.vscode', undefined);
  });
});
