import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { question, until } from './consumer.js';
import { FakeModels, goodKey } from './fakeModels.js';
import { RealVsCode } from './realVsCode.js';

/** Each window has its own server. All servers share the files of the user. */
describe('VS Code windows of the same user', { timeout: 300_000 }, () => {
  let models: FakeModels;
  let one: RealVsCode;
  let other: RealVsCode | undefined;

  before(async () => {
    models = await FakeModels.start();
    one = await RealVsCode.open({
      home: {
        '.config/openllm/config.yaml': `# Maintained manually.
providers:
  - name: mine # The first provider.
    dialect: openai-chat
    api_base: ${models.url}/v1
    models: [small]
  - name: second
    dialect: openai-chat
    api_base: ${models.url}/v1
    models: [small]
  - name: locked
    dialect: openai-chat
    api_base: ${models.url}/locked/v1
    models: [secret]
`,
      },
    });
    await one.storeKey('locked', goodKey);
    await one.consumer.modelsWith('locked/secret');
  });

  after(async () => {
    await other?.closeWindow();
    await one?.close();
    models?.stop();
  });

  const servers = (): Promise<number[]> => one.server.openLlmServers();

  async function waitForServers(count: number): Promise<number[]> {
    return until(`${count} servers`, async () => {
      const running = await servers();
      return running.length === count ? running : undefined;
    });
  }

  async function waitForProviders(vscode: RealVsCode, ...names: string[]): Promise<void> {
    await until(`the providers ${names.join(', ')}`, async () => {
      const found = new Set((await vscode.consumer.models()).map(({ id }) => id.slice(0, id.indexOf('/'))));
      found.delete('echo');
      return [...found].sort().join() === [...names].sort().join() ? true : undefined;
    });
  }

  async function toggle(vscode: RealVsCode, provider: RegExp): Promise<void> {
    const page = await vscode.openPage('openLLM.configure', 'open-llm-providers-page');
    await page.getByRole('option', { name: provider }).click();
    await page.getByRole('switch', { name: 'On' }).press('Space');
  }

  test('cancel running responses and start a new server on reload', async () => {
    const [before] = await waitForServers(1);
    const started = models.nextEndless();
    const closed = models.nextClosed();
    one.consumer
      .send({ model: 'mine/small', messages: [question('Write a story that never ends.')] })
      .catch(() => undefined);
    await started;

    await one.reload();

    await closed;
    await one.consumer.modelsWith('mine/small');
    const running = await waitForServers(1);
    assert.notEqual(running[0], before);
    assert.equal(await one.consumer.ask('mine/small', 'Hello'), 'Grüße from the local server.');
  });

  test('have separate servers that can respond at the same time', async () => {
    other = await one.openAnother();
    await other.consumer.modelsWith('mine/small');
    await waitForServers(2);
    const responses = await Promise.all(
      [one, other, one, other].map((vscode) => vscode.consumer.ask('mine/small', 'Hello')),
    );
    assert.deepEqual(responses, Array(4).fill('Grüße from the local server.'));
  });

  test('share API keys and consent', async () => {
    assert.ok(other);
    assert.equal(await one.allow(one.consumer.ask('locked/secret', 'Hello')), 'The API key is valid.');
    assert.equal(await other.consumer.ask('locked/secret', 'Hello'), 'The API key is valid.');
  });

  test('apply edits made in other windows and preserve concurrent edits', async () => {
    assert.ok(other);
    await Promise.all([toggle(one, /^mine/), toggle(other, /^second/)]);
    await Promise.all([waitForProviders(one, 'locked'), waitForProviders(other, 'locked')]);
    const written = await readFile(join(one.home.config, 'config.yaml'), 'utf8');
    assert.match(written, /^# Maintained manually\.\nproviders:\n {2}- name: mine # The first provider\.\n/);
    assert.equal(written.match(/enabled: false/g)?.length, 2, written);
    await other.screenshot('second-window');
  });

  test('record each chat and each access decision only once', async () => {
    const records = await until('usage records of 6 chats', async () => {
      const files = (await readdir(one.home.config, { recursive: true })).filter((name) => name.endsWith('.jsonl'));
      const texts = await Promise.all(files.map((name) => readFile(join(one.home.config, name), 'utf8')));
      const lines = texts.join('').trim().split('\n');
      // The chat that was interrupted by the reload might or might not be the seventh.
      return lines.length >= 6 ? lines.map((line) => JSON.parse(line) as { model: string }) : undefined;
    });
    assert.equal(records.filter(({ model }) => model === 'locked/secret').length, 2);
    const decisions = await readFile(join(one.home.config, 'access.json'), 'utf8');
    assert.equal(decisions.match(/open-llm-test\.consumer/g)?.length, 1, decisions);
  });

  test('stop only their own server when they are closed', async () => {
    assert.ok(other);
    const both = await waitForServers(2);
    await other.closeWindow();
    other = undefined;
    const [remaining] = await waitForServers(1);
    assert.ok(remaining !== undefined && both.includes(remaining));
    assert.equal(await one.consumer.ask('locked/secret', 'Hello'), 'The API key is valid.');
  });
});
