import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { connect, type Message, type OpenLlmConnection } from '@open-llm/client';
import { launcher } from '../../../protocol/node/test/ownWorld.js';
import { play, scenarios } from '../../../protocol/node/test/scenarios.js';
import { FakeModels, goodKey } from './fakeModels.js';
import { RealVsCode } from './realVsCode.js';

const python = join(import.meta.dirname, '../../../protocol/python');

const question: Message = { role: 'user', parts: [{ type: 'text', text: 'Hello' }] };

describe('a server that VS Code started and other programs use', { timeout: 300_000 }, () => {
  let models: FakeModels;
  let vscode: RealVsCode;
  let env: NodeJS.ProcessEnv;
  let processId: number;

  before(async () => {
    models = await FakeModels.start();
    vscode = await RealVsCode.open({
      settings: {
        'openLLM.rpc.enabled': true,
        'openLLM.providers': [
          { name: 'locked', dialect: 'openai-chat', apiBase: `${models.url}/locked/v1`, models: ['secret'] },
        ],
      },
    });
    await vscode.consumer.modelsWith('locked/secret');
    await vscode.storeKey('locked', goodKey);
    [processId = 0] = await vscode.server.openLlmServers();
    // The clients cannot start a server, so only the server in VS Code can respond.
    env = { ...vscode.home.environment(), PATH: process.env['PATH'], OPENLLM_COMMAND: '/nowhere/open-llm' };
  });

  after(async () => {
    await vscode?.close();
    models?.stop();
  });

  describe('from Node.js', () => {
    let connection: OpenLlmConnection;

    before(async () => {
      connection = await connect({ env });
      assert.equal(connection.server?.processId, processId);
    });
    after(() => connection?.shutdown());

    for (const scenario of scenarios) {
      test(scenario.name, () => play(connection, scenario));
    }

    test('uses an API key from VS Code secret storage', async () => {
      let text = '';
      for await (const event of connection.stream({ model: 'locked/secret', messages: [question] })) {
        text += event.type === 'text' ? event.text : '';
      }
      assert.equal(text, 'The API key is valid.');
    });
  });

  describe('from the command line in the open folder', () => {
    /** Runs a command and returns its exit code and output. */
    async function openLlm(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
      const running = promisify(execFile)(launcher, args, { cwd: vscode.workspace, env });
      running.child.stdin?.end(); // while the pipe is open, more input might follow
      const result = await running.then(
        (output) => ({ code: 0, ...output }),
        (failed: unknown) => failed as { code: number; stdout: string; stderr: string },
      );
      assert.ok(!(result.stdout + result.stderr).includes(goodKey));
      return result;
    }

    test('uses an API key that only VS Code secret storage contains, and its process ID is printed', async () => {
      const { code, stdout, stderr } = await openLlm('chat', '-v', '-m', 'locked/secret', 'Hello');
      assert.equal(stdout, 'The API key is valid.\n');
      assert.match(
        stderr,
        new RegExp(`Using the server that is already running for this folder \\(process ${processId}\\)\\.`),
      );
      assert.equal(code, 0);
    });

    test('reports the location of an API key but not the key', async () => {
      const { code, stdout } = await openLlm('secrets', 'where', 'locked');
      assert.match(stdout, /^VS Code secret storage.* found/m);
      assert.equal(code, 0);
    });

    test('tests an API key', async () => {
      const { code, stdout } = await openLlm('secrets', 'test', 'locked');
      assert.match(stdout, /^The API key in VS Code secret storage.* works: locked\/secret responded\.$/m);
      assert.equal(code, 0);
    });

    test('lists the models that VS Code settings define', async () => {
      assert.match((await openLlm('models')).stdout, /^locked\/secret /m);
    });

    test('is not used if the option --own is specified', async () => {
      const { code, stdout, stderr } = await openLlm('chat', '--own', '-m', 'locked/secret', 'Hello');
      assert.equal(stdout, '');
      assert.match(stderr, /locked/);
      assert.equal(code, 3);
    });
  });

  test('passes the shared scenarios with a Python client', async () => {
    const { stdout } = await promisify(execFile)(
      'python3',
      [join(python, 'tools/test.py'), 'tests/test_scenarios.py', '-k', 'the_synchronous', '-p', 'no:cacheprovider'],
      { env: { ...env, OPENLLM_TEST_SERVER: String(processId) } },
    );
    assert.match(stdout, new RegExp(`${scenarios.length} passed`));
  });

  test('uses an API key from VS Code secret storage with a Python client', async () => {
    const program = `
import open_llm
with open_llm.Client() as client:
    assert client.server.process_id == ${processId}
    for event in client.stream("Hello", model="locked/secret"):
        if event.type == "text":
            print(event.text, end="")
`;
    const { stdout } = await promisify(execFile)('python3', ['-c', program], {
      env: { ...env, PYTHONPATH: join(python, 'src') },
    });
    assert.equal(stdout, 'The API key is valid.');
  });
});
