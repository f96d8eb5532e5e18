import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { connect } from '../src/index.js';
import { builtName, installedProgram, replacedName, replaceJar } from './otherBuild.js';
import { isolatedEnvironment, notBuilt } from './ownWorld.js';

// Java 25.0.2 and 25.0.3 would use the classes of any AOT cache, even one from an earlier build.
describe('a server whose jar was replaced without deleting the old cache', { skip: notBuilt }, () => {
  let folder: string;

  before(async () => {
    folder = await installedProgram();
  });

  after(() => rm(folder, { recursive: true }));

  test('runs the new classes', async () => {
    assert.equal(await builtInModel(), builtName);
    await replaceJar(folder);
    assert.equal(await builtInModel(), replacedName);
  });

  async function builtInModel(): Promise<string | undefined> {
    const connection = await connect({ command: join(folder, 'open-llm'), env: isolatedEnvironment() });
    const { models } = await connection.models();
    await connection.shutdown();
    return models.find(({ id }) => id === 'echo/echo')?.name;
  }
});
