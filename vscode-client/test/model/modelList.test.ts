import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OpenLlmError, type ListModelsParams, type ListModelsResult, type ModelInfo } from '@open-llm/client';
import { ModelList, type Memento } from '../../src/model/modelList.js';
import { model } from './models.js';

const small = model();
const large = model({}, { id: 'local/large' });

describe('the model list', () => {
  test('contains the models of the last run immediately', async () => {
    const memento = inMemoryMemento();
    await new ModelList(respondingWith([[small]]), memento).reload();
    const nextRun = new ModelList(() => new Promise(() => {}), memento);
    assert.deepEqual(await nextRun.all(), [small]);
  });

  test('waits for the server in the first run', async () => {
    assert.deepEqual(await new ModelList(respondingWith([[small]]), inMemoryMemento()).all(), [small]);
  });

  test('fails in the first run if the server fails', async () => {
    const list = new ModelList(async () => {
      throw OpenLlmError.of('config', 'Java was not found.');
    }, inMemoryMemento());
    await assert.rejects(list.all(), { kind: 'config' });
  });

  test('reports a change only if the models have changed', async () => {
    const list = new ModelList(respondingWith([[small], [small], [small, large]]), inMemoryMemento());
    let changes = 0;
    list.onDidChange(() => changes++);
    await list.reload();
    await list.reload();
    assert.equal(changes, 1);
    await list.reload();
    assert.equal(changes, 2);
  });

  test('sends one more request if it is called again during a request', async () => {
    const requests: ListModelsParams[] = [];
    const responses = [[small], [small, large]];
    const list = new ModelList(async (params) => {
      requests.push(params);
      return { models: responses[requests.length - 1] ?? [], hidden: [], embeddingModels: [] };
    }, inMemoryMemento());
    const changed = new Promise<void>((resolve) => {
      list.onDidChange(() => list.find('local/large') && resolve());
    });
    void list.reload();
    void list.reload();
    void list.reload();
    await changed;
    assert.equal(requests.length, 2);
  });

  test('makes the server query the providers again when it is refreshed', async () => {
    const requests: ListModelsParams[] = [];
    const list = new ModelList(async (params) => {
      requests.push(params);
      return { models: [], hidden: [], embeddingModels: [] };
    }, inMemoryMemento());
    await list.refresh();
    assert.deepEqual(requests, [{ refresh: true }]);
  });
});

function respondingWith(responses: readonly (readonly ModelInfo[])[]): () => Promise<ListModelsResult> {
  let next = 0;
  return async () => ({ models: [...(responses[next++] ?? [])], hidden: [], embeddingModels: [] });
}

function inMemoryMemento(): Memento {
  const values = new Map<string, unknown>();
  return {
    get: <T>(key: string) => values.get(key) as T | undefined,
    update: async (key, value) => void values.set(key, value),
  };
}
