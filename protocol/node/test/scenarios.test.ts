import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { connect, type OpenLlmConnection } from '../src/index.js';
import { launcher, notBuilt, ownWorld, startListening } from './ownWorld.js';
import { play, scenarios } from './scenarios.js';

describe('the shared scenarios, with a server of our own', { skip: notBuilt }, () => {
  let connection: OpenLlmConnection;

  before(async () => {
    connection = await connect({ command: launcher, env: ownWorld() });
  });
  after(() => connection.shutdown());

  for (const scenario of scenarios) {
    test(scenario.name, () => play(connection, scenario));
  }
});

describe('the shared scenarios, with a server that was found running', { skip: notBuilt }, () => {
  let server: ChildProcess;
  let connection: OpenLlmConnection;

  before(async () => {
    const env = { ...ownWorld(), OPENLLM_COMMAND: '/nowhere/open-llm' };
    server = await startListening(env);
    connection = await connect({ env });
    assert.equal(connection.server?.processId, server.pid);
  });
  after(async () => {
    await connection.shutdown();
    server.kill();
  });

  for (const scenario of scenarios) {
    test(scenario.name, () => play(connection, scenario));
  }
});
