import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ConsumerError, question, textOf, type ListedModel } from './consumer.js';
import { FakeModels, goodKey } from './fakeModels.js';
import { RealVsCode } from './realVsCode.js';

/** The settings `ansibleEnvironments.llm.provider` and `ansibleEnvironments.llm.model` of the Ansible extension. */
const chosen = { provider: 'open-llm', model: 'redhat-ai/secret' };

describe('the Ansible extension with a Red Hat AI Inference Server model', { timeout: 300_000 }, () => {
  let models: FakeModels;
  let vscode: RealVsCode;

  before(async () => {
    models = await FakeModels.start();
    vscode = await RealVsCode.open({
      settings: {
        // For the built-in provider, a URL is sufficient. The fake server that replaces it requires an API key.
        'openLLM.providers': [{ name: 'redhat-ai', apiBase: `${models.url}/locked/v1` }],
      },
    });
    await vscode.storeKey('redhat-ai', goodKey);
    await vscode.consumer.modelsWith(chosen.model);
  });

  after(async () => {
    await vscode?.close();
    models?.stop();
  });

  /** Chooses a model as the Ansible extension does: from all VS Code models, by vendor and ID. */
  async function choose(): Promise<ListedModel> {
    const all = await vscode.consumer.models({});
    const found = all.find(({ vendor, id }) => vendor === chosen.provider && id === chosen.model);
    assert.ok(found, all.map(({ vendor, id }) => `${vendor} ${id}`).join(', '));
    return found;
  }

  const explain = async ({ vendor, id }: ListedModel): Promise<string> =>
    textOf((await vscode.consumer.send({ vendor, model: id, messages: [question('Explain this playbook.')] })).parts);

  test('finds the model among all VS Code models by its vendor and ID', async () => {
    const { name, maxInputTokens } = await choose();
    assert.equal(name, 'secret');
    assert.ok(maxInputTokens > 0);
  });

  test('receives responses after the user grants access once', async () => {
    const model = await choose();
    assert.equal(await vscode.allow(explain(model)), 'The API key is valid.');
    assert.equal(await explain(model), 'The API key is valid.');
    const sent = models.requests.filter(({ path }) => path === '/locked/v1/chat/completions');
    assert.equal(sent.length, 2);
    assert.ok(sent.every(({ authorization }) => authorization === `Bearer ${goodKey}`));
  });

  test('receives a readable error message if its API key is rejected', async () => {
    await vscode.storeKey('redhat-ai', 'canary-refused');
    await assert.rejects(explain(await choose()), (error: unknown) => {
      assert(error instanceof ConsumerError);
      assert.match(error.message, /key/i);
      assert.doesNotMatch(error.message, /canary|[{}]|\bat \w+.*:\d+/);
      return true;
    });
  });
});
