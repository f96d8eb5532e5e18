import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ConsumerError, question, textOf, until, type Consumer } from './consumer.js';
import { FakeModels, fileContent, goodKey } from './fakeModels.js';
import { RealVsCode } from './realVsCode.js';

/** A complete and valid image of 1 x 1 pixels. VS Code decodes images before it passes them on. */
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const weatherTool = {
  name: 'get_weather',
  description: 'Gets the current weather in a city.',
  inputSchema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

describe('Open LLM Provider in VS Code', { timeout: 300_000 }, () => {
  let models: FakeModels;
  let consumer: Consumer;
  let vscode: RealVsCode;

  before(async () => {
    models = await FakeModels.start();
    vscode = await RealVsCode.open({
      settings: {
        'chat.allowAnonymousAccess': true,
        'workbench.secondarySideBar.defaultVisibility': 'visible',
        'chat.byokUtilityModelDefault': 'none',
        'openLLM.providers': [
          {
            name: 'local',
            dialect: 'openai-chat',
            apiBase: `${models.url}/v1`,
            models: [{ id: 'small', tools: true, vision: true, contextTokens: 200_000 }],
          },
          { name: 'locked', dialect: 'openai-chat', apiBase: `${models.url}/locked/v1`, models: ['secret'] },
          { name: 'ollama', apiBase: models.url, models: 'all' },
          { name: 'html', dialect: 'openai-chat', apiBase: `${models.url}/html/v1`, models: ['one'] },
          { name: 'silent', dialect: 'openai-chat', apiBase: `${models.url}/silent/v1`, models: ['one'] },
          { name: 'gone', dialect: 'openai-chat', apiBase: 'http://127.0.0.1:9/v1', models: ['one'] },
        ],
      },
    });
    consumer = vscode.consumer;
    models.fileToCreate = join(vscode.workspace, 'hello.txt');
  });

  after(async () => {
    await vscode?.close();
    models?.stop();
  });

  test('adds its models to the built-in model picker automatically', async () => {
    const picker = vscode.page
      .locator('.interactive-input-part .chat-input-picker-item, .interactive-input-part [aria-label*="Model" i]')
      .filter({ hasText: /small|secret|llama/ });
    await picker.first().waitFor({ timeout: 60_000 });
    await vscode.screenshot('picker');
  });

  test('offers to use the selected model for small requests of the VS Code agent', async () => {
    const { page } = vscode;
    const offer = page.locator('.notification-toast', { hasText: 'small requests' });
    await vscode.screenshot('utility-model');
    await offer.locator('.monaco-button', { hasText: 'Use the Chosen Model' }).click();
    await offer.waitFor({ state: 'detached' });
  });

  test('provides models with their properties to extensions', async () => {
    const found = await consumer.modelsWith('ollama/llama:8b');
    const small = found.find(({ id }) => id === 'local/small');
    assert.equal(small?.family, 'small');
    assert.ok((small?.maxInputTokens ?? 0) > 100_000);
  });

  test('streams text from an OpenAI-compatible server and reports usage', async () => {
    const { parts } = await consumer.send({ model: 'local/small', messages: [question('Hello')] });
    assert.equal(textOf(parts), 'Grüße from the local server.');
    const usage = parts.find(({ mimeType }) => mimeType === 'usage');
    assert.equal((JSON.parse(usage?.text ?? '{}') as { prompt_tokens: number }).prompt_tokens, 11);
  });

  test('streams text from an Ollama server', async () => {
    assert.equal(await consumer.ask('ollama/llama:8b', 'Hello'), 'Hello from Ollama.');
  });

  test('returns tool calls and accepts their results', async () => {
    const first = await consumer.send({
      model: 'local/small',
      messages: [question('What is the weather in Zürich?')],
      tools: [weatherTool],
    });
    const call = first.parts.find(({ type }) => type === 'toolCall');
    assert.deepEqual([call?.name, call?.input], ['get_weather', { city: 'Zürich' }]);
    const { parts } = await consumer.send({
      model: 'local/small',
      tools: [weatherTool],
      messages: [
        question('What is the weather in Zürich?'),
        {
          role: 'assistant',
          parts: [{ type: 'toolCall', callId: call?.callId ?? '', name: 'get_weather', input: { city: 'Zürich' } }],
        },
        { role: 'user', parts: [{ type: 'toolResult', callId: call?.callId ?? '', text: '21 °C' }] },
      ],
    });
    assert.equal(textOf(parts), 'The tool returned: 21 °C');
  });

  test('sends images to the model', async () => {
    const { parts } = await consumer.send({
      model: 'local/small',
      messages: [
        {
          role: 'user',
          parts: [
            { type: 'text', text: 'What does this image show?' },
            { type: 'image', mimeType: 'image/png', data: pixel },
          ],
        },
      ],
    });
    assert.match(textOf(parts), /^The image has \d+ bytes\.$/);
  });

  test('closes the connection to the provider within a second after a request is canceled', async () => {
    const closed = models.nextClosed();
    const { cancelledAt } = await consumer.send({
      model: 'local/small',
      messages: [question('Write a story that never ends.')],
      cancelAtFirstPart: true,
    });
    const ms = (await closed) - (cancelledAt ?? 0);
    console.log(`time from cancellation in VS Code to the closed connection at the provider: ${ms} ms`);
    assert.ok(ms < 1000, `closed only after ${ms} ms`);
  });

  test('reports a missing API key in a readable message without a stack trace', async () => {
    await assert.rejects(consumer.ask('locked/secret', 'Hello'), (error: unknown) => {
      assert(error instanceof ConsumerError);
      console.log(`error for a missing key: ${error.message}`);
      assert.match(error.message, /key/i);
      assert.doesNotMatch(error.message, /[{}]|\bat \w+.*:\d+/);
      assert.equal(error.code, 'NoPermissions');
      return true;
    });
  });

  for (const [model, behavior] of [
    ['gone/one', 'cannot be reached'],
    ['html/one', 'returns a web page'],
    ['silent/one', 'closes the connection without a response'],
  ] as const) {
    test(`reports a server that ${behavior} in a readable message without a stack trace`, async () => {
      await assert.rejects(consumer.ask(model, 'Hello'), (error: unknown) => {
        assert(error instanceof ConsumerError);
        console.log(`${model}: ${error.message}`);
        assert.ok(error.message.length > 10 && error.message.length < 400, error.message);
        assert.doesNotMatch(error.message, /<html|Exception|[{}]|\bat \w+.*:\d+/i);
        return true;
      });
    });
  }

  test('uses an API key that was stored with the command', async () => {
    const command = consumer.command('openLLM.setKey', 'locked');
    await vscode.page.locator('.quick-input-widget input[type=password]').waitFor();
    await vscode.screenshot('set-key');
    await vscode.type(goodKey);
    await command;
    assert.equal(await vscode.allow(consumer.ask('locked/secret', 'Hello')), 'The API key is valid.');
    await vscode.screenshot('key-stored');
  });

  test('sends an API key to another host only after user approval, which can be requested again', async () => {
    const { port } = new URL(models.url);
    const moved = {
      name: 'locked',
      dialect: 'openai-chat',
      apiBase: `http://localhost:${port}/locked/v1`,
      models: ['moved'],
    };
    await consumer.setting('openLLM.providers', [moved]);
    await consumer.modelsWith('locked/moved');
    const rejected = consumer.ask('locked/moved', 'Hello').then(
      () => assert.fail(),
      (error: unknown) => (error as Error).message,
    );
    const question = vscode.dialog('Send the API key for');
    await question.waitFor();
    await vscode.screenshot('confirm-host');
    assert.ok(!models.requests.some(({ body }) => JSON.stringify(body ?? '').includes('"moved"')));
    await question.locator('.monaco-button', { hasText: 'Cancel' }).click();
    assert.match(await rejected, /was not sent to http:\/\/localhost:.* is bound to http:\/\/127\.0\.0\.1:.* Test Key/);
    const atNewHost = models.requests.filter(({ host }) => host?.startsWith('localhost'));
    assert.deepEqual(
      atNewHost.filter(({ authorization }) => authorization !== undefined),
      [],
    );

    const tested = consumer.command('openLLM.testKey', 'locked');
    await question.locator('.monaco-button', { hasText: 'Send Key' }).click();
    await tested;
    assert.equal(await consumer.ask('locked/moved', 'Hello'), 'The API key is valid.');
  });

  test('lists the models of a provider that is added in the settings, without a restart', async () => {
    await consumer.setting('openLLM.providers', [
      {
        name: 'local',
        dialect: 'openai-chat',
        apiBase: `${models.url}/v1`,
        models: [{ id: 'small', tools: true, vision: true, contextTokens: 200_000 }],
      },
      { name: 'added', dialect: 'openai-chat', apiBase: `${models.url}/v1`, models: ['tiny'] },
    ]);
    await consumer.modelsWith('added/tiny');
    assert.equal(await consumer.ask('added/tiny', 'Hello'), 'Grüße from the local server.');
  });

  test('lists the models of a provider that is added with the command', async () => {
    const added = consumer.command('openLLM.addProvider');
    await vscode.pick('Other Provider');
    await vscode.type(`${models.url}/v1`);
    await vscode.type('typed');
    await added;
    const [model] = await consumer.modelsWith('typed/small');
    assert.equal(await consumer.ask(model?.id ?? '', 'Hello'), 'Grüße from the local server.');
  });

  test('tests a provider with the doctor command and opens the report as a document', async () => {
    const { page } = vscode;
    const command = consumer.command('openLLM.doctor');
    await page.locator('.quick-input-widget .monaco-list-row', { hasText: /^\s*local/ }).click();
    await command;
    await vscode.screenshot('doctor');
    await page.locator('.editor-instance .view-line', { hasText: 'local · your own server' }).waitFor();
    await consumer.command('workbench.action.revertAndCloseActiveEditor');
  });

  test('counts tokens 10,000 times with less than half a second of overhead', async () => {
    const prompt = (number: number): string[] =>
      Array.from(
        { length: 10_000 },
        (_, index) => `line ${index} of prompt ${number}, ${'with a few words '.repeat(index % 8)}`,
      );
    const overheads: number[] = [];
    for (const number of [1, 2, 3]) {
      const constant = await consumer.countTokens('constant', 'one', prompt(number));
      const counted = await consumer.countTokens('open-llm', 'local/small', prompt(number));
      const again = await consumer.countTokens('open-llm', 'local/small', prompt(number));
      console.log(
        `10,000 counts: ${counted.ms.toFixed(0)} ms, cached counts ${again.ms.toFixed(0)} ms, constant provider ${constant.ms.toFixed(0)} ms`,
      );
      assert.ok(counted.counts.every((count) => count > 0));
      overheads.push(counted.ms - constant.ms);
    }
    const [, median = Infinity] = overheads.sort((one, other) => one - other);
    assert.ok(median < 500, `the median of three prompts is ${median} ms`);
  });

  test('reports an invalid configuration file in the Problems view', async () => {
    const file = join(vscode.workspace, '.config/openllm/config.yaml');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, 'providers:\n  - name: [broken\n');
    const problems = await until('the problem to be shown', async () => {
      const found = await consumer.problems(file);
      return found.length > 0 ? found : undefined;
    });
    assert.match(problems[0]?.message ?? '', /./);
    await rm(file);
    // Nothing is sent until the configuration file has been read.
    await consumer.modelsWith('local/small');
  });

  test('fails running requests with a clear error if the server crashes, and restarts the server', async () => {
    const endless = models.nextEndless();
    const ended = assert.rejects(
      consumer.send({ model: 'local/small', messages: [question('Write a story that never ends.')] }),
      {
        message:
          'The Open LLM server stopped before it responded (signal SIGKILL). Try again. If the server stops again, check its log.',
      },
    );
    await endless;
    await vscode.killServer();
    await ended;
    const notification = vscode.notification(
      'The Open LLM server stopped unexpectedly: signal SIGKILL. Restarting the server…',
    );
    await notification.waitFor();
    await vscode.screenshot('server-ended');
    assert.equal(await consumer.ask('local/small', 'Hello'), 'Grüße from the local server.');
    const logs = await logsBelow(vscode.home.inside('data'));
    assert.match(
      logs,
      /The Open LLM server stopped unexpectedly: signal SIGKILL\.\n {2}Time: .*\n {2}Versions: extension /,
    );
    assert.doesNotMatch(logs, /story that never ends/);
  });

  test('lets the built-in chat create a file in agent mode with a local model', async () => {
    const { page } = vscode;
    await page.locator('.interactive-input-part .monaco-editor').first().click();
    await page.keyboard.type('Create hello.txt with a greeting.');
    await page.keyboard.press('Enter');
    await vscode.screenshot('agent-asked');
    // VS Code creates the file before it writes the content.
    const content = await until('the file to be written', async () => {
      const text = await readFile(models.fileToCreate, 'utf8').catch(() => '');
      return text === '' ? undefined : text;
    });
    assert.equal(content, fileContent);
    await page.locator('.interactive-item-container', { hasText: 'I created' }).first().waitFor();
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'hello.txt' }).click();
    await page.locator('.editor-instance .view-line', { hasText: 'Grüße' }).first().waitFor();
    await vscode.screenshot('agent-done');
  });

  test('provides the models of the previous session immediately after the window is reopened', async () => {
    await vscode.reopen();
    const known = await consumer.models();
    assert.ok(known.some(({ id }) => id === 'added/tiny'));
    await vscode.screenshot('reopened');
  });
});

/** Returns the log of the extension. */
async function logsBelow(folder: string): Promise<string> {
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('Open LLM.log'));
  return (await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
}
