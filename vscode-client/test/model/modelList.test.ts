import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OpenLlmError, type ListModelsParams, type ListModelsResult, type ModelInfo } from '@open-llm/client';
import { ModelList, type Memento } from '../../src/model/modelList.js';
import { model } from './models.js';

const small = model();
const large = model({}, { id: 'local/large' });

describe('the list of models', () => {
  test('is known at once from the last run', async () => {
    const memento = remembering();
    await new ModelList(answering([[small]]), memento).confirm();
    const nextRun = new ModelList(() => new Promise(() => {}), memento);
    assert.deepEqual(await nextRun.all(), [small]);
  });

  test('waits for the server in the first run', async () => {
    assert.deepEqual(await new ModelList(answering([[small]]), remembering()).all(), [small]);
  });

  test('fails in the first run when the server does', async () => {
    const list = new ModelList(async () => {
      throw OpenLlmError.of('config', 'No Java.');
    }, remembering());
    await assert.rejects(list.all(), { kind: 'config' });
  });

  test('says when it changed, and only then', async () => {
    const list = new ModelList(answering([[small], [small], [small, large]]), remembering());
    let changes = 0;
    list.onDidChange(() => changes++);
    await list.confirm();
    await list.confirm();
    assert.equal(changes, 1);
    await list.confirm();
    assert.equal(changes, 2);
  });

  test('asks once more when it changed while it was asked', async () => {
    const asked: ListModelsParams[] = [];
    const answers = [[small], [small, large]];
    const list = new ModelList(async (params) => {
      asked.push(params);
      return { models: answers[asked.length - 1] ?? [], hidden: [], embeddingModels: [] };
    }, remembering());
    const changed = new Promise<void>((resolve) => {
      list.onDidChange(() => list.find('local/large') && resolve());
    });
    void list.confirm();
    void list.confirm();
    void list.confirm();
    await changed;
    assert.equal(asked.length, 2);
  });

  test('has the providers asked again on request', async () => {
    const asked: ListModelsParams[] = [];
    const list = new ModelList(async (params) => {
      asked.push(params);
      return { models: [], hidden: [], embeddingModels: [] };
    }, remembering());
    await list.refresh();
    assert.deepEqual(asked, [{ refresh: true }]);
  });
});

function answering(answers: readonly (readonly ModelInfo[])[]): () => Promise<ListModelsResult> {
  let next = 0;
  return async () => ({ models: [...(answers[next++] ?? [])], hidden: [], embeddingModels: [] });
}

function remembering(): Memento {
  const values = new Map<string, unknown>();
  return {
    get: <T>(key: string) => values.get(key) as T | undefined,
    update: async (key, value) => void values.set(key, value),
  };
}
