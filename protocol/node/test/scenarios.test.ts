import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { connect, type OpenLlmConnection } from '../src/index.js';
import { isolatedEnvironment, launcher, notBuilt, startListening } from './ownWorld.js';
import { play, scenarios } from './scenarios.js';

describe('the shared scenarios, with a server that the client starts', { skip: notBuilt }, () => {
  let connection: OpenLlmConnection;

  before(async () => {
    connection = await connect({ command: launcher, env: isolatedEnvironment() });
  });
  after(() => connection.shutdown());

  for (const scenario of scenarios) {
    test(scenario.name, () => play(connection, scenario));
  }
});

describe('the shared scenarios, with a server that is already running', { skip: notBuilt }, () => {
  let server: ChildProcess;
  let connection: OpenLlmConnection;

  before(async () => {
    const env = { ...isolatedEnvironment(), OPENLLM_COMMAND: '/nonexistent/open-llm' };
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
