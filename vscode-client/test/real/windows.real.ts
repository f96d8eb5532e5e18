import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { question, until } from './consumer.js';
import { FakeModels, goodKey } from './fakeModels.js';
import { RealVsCode } from './realVsCode.js';

/** Each window has its own server; the files of the user are shared by all servers. */
describe('windows of one user', { timeout: 300_000 }, () => {
  let models: FakeModels;
  let one: RealVsCode;
  let other: RealVsCode | undefined;

  before(async () => {
    models = await FakeModels.start();
    one = await RealVsCode.open({
      home: {
        '.config/openllm/config.yaml': `# Kept by hand.
providers:
  - name: mine # The first.
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
    await other?.closeBeside();
    await one?.close();
    models?.stop();
  });

  const servers = (): Promise<number[]> => one.server.openLlmServers();

  async function serversBecome(count: number): Promise<number[]> {
    return until(`${count} servers`, async () => {
      const running = await servers();
      return running.length === count ? running : undefined;
    });
  }

  async function providersBecome(vscode: RealVsCode, ...names: string[]): Promise<void> {
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

  test('a reload in the middle of a response ends it at the provider, and leaves one server, a new one', async () => {
    const [before] = await serversBecome(1);
    const begun = models.nextEndless();
    const closed = models.nextClosed();
    one.consumer.send({ model: 'mine/small', messages: [question('Go on for ever.')] }).catch(() => undefined);
    await begun;

    await one.reload();

    await closed;
    await one.consumer.modelsWith('mine/small');
    const running = await serversBecome(1);
    assert.notEqual(running[0], before);
    assert.equal(await one.consumer.ask('mine/small', 'Hello'), 'Grüße from the local server.');
  });

  test('a second window has a server of its own, and both respond at the same time', async () => {
    other = await one.openAnother();
    await other.consumer.modelsWith('mine/small');
    await serversBecome(2);
    const answers = await Promise.all(
      [one, other, one, other].map((vscode) => vscode.consumer.ask('mine/small', 'Hello')),
    );
    assert.deepEqual(answers, Array(4).fill('Grüße from the local server.'));
  });

  test('the key and the consent of one window are good in the other', async () => {
    assert.ok(other);
    assert.equal(await one.allow(one.consumer.ask('locked/secret', 'Hello')), 'The key is good.');
    assert.equal(await other.consumer.ask('locked/secret', 'Hello'), 'The key is good.');
  });

  test('an edit shows in the other window, and of two at the same time none is lost', async () => {
    assert.ok(other);
    await Promise.all([toggle(one, /^mine/), toggle(other, /^second/)]);
    await Promise.all([providersBecome(one, 'locked'), providersBecome(other, 'locked')]);
    const written = await readFile(join(one.home.config, 'config.yaml'), 'utf8');
    assert.match(written, /^# Kept by hand\.\nproviders:\n {2}- name: mine # The first\.\n/);
    assert.equal(written.match(/enabled: false/g)?.length, 2, written);
    await other.screenshot('second-window');
  });

  test('the record has every chat of both windows once, and one decision', async () => {
    const record = await until('the record of 6 chats', async () => {
      const files = (await readdir(one.home.config, { recursive: true })).filter((name) => name.endsWith('.jsonl'));
      const texts = await Promise.all(files.map((name) => readFile(join(one.home.config, name), 'utf8')));
      const lines = texts.join('').trim().split('\n');
      // The chat that was interrupted by the reload might or might not be the seventh.
      return lines.length >= 6 ? lines.map((line) => JSON.parse(line) as { model: string }) : undefined;
    });
    assert.equal(record.filter(({ model }) => model === 'locked/secret').length, 2);
    const decisions = await readFile(join(one.home.config, 'access.json'), 'utf8');
    assert.equal(decisions.match(/open-llm-test\.consumer/g)?.length, 1, decisions);
  });

  test('a window that is closed takes its server with it, and only that one', async () => {
    assert.ok(other);
    const both = await serversBecome(2);
    await other.closeBeside();
    other = undefined;
    const [left] = await serversBecome(1);
    assert.ok(left !== undefined && both.includes(left));
    assert.equal(await one.consumer.ask('locked/secret', 'Hello'), 'The key is good.');
  });
});
