import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { builtName, installedProgram, replacedName, replaceJar } from '../../../protocol/node/test/otherBuild.js';
import { launchCommand } from '@open-llm/client/launch';
import { ServerProcess } from '../../src/server/serverProcess.js';

const built = join(import.meta.dirname, '../../../server/target/runtime/bin/java');
const missing = existsSync(built) ? false : 'server/target/runtime is missing. Run mvn -pl server -am package first.';

// Java 25.0.2 and 25.0.3 would use the classes of any AOT cache, even one from an earlier build.
describe('a server with a new JAR file and an old AOT cache', { skip: missing }, () => {
  let folder: string;

  before(async () => {
    folder = await installedProgram();
  });

  after(() => rm(folder, { recursive: true }));

  test('runs the classes in the new JAR file', async () => {
    assert.deepEqual(await start(), { cached: true, name: builtName });
    await replaceJar(folder);
    assert.deepEqual(await start(), { cached: false, name: replacedName });
  });

  async function start(): Promise<{ cached: boolean; name: string | undefined }> {
    const env = { PATH: process.env['PATH'], HOME: folder, XDG_CONFIG_HOME: join(folder, '.config') };
    const java = join(folder, 'runtime', 'bin', 'java');
    const launch = await launchCommand(folder, { home: join(folder, 'runtime'), java }, env);
    const server = await ServerProcess.start(launch, {
      client: {},
      initialize: {
        clientName: 'test',
        clientVersion: '1',
        settings: { user: { discovery: { enabled: false } } },
      },
      onLogLine: (line) => console.error(line),
      redact: (line: string) => line,
      onCrash: () => {},
    });
    const { models } = await server.connection.models();
    await server.stop();
    return {
      cached: launch.args.some((arg) => arg.startsWith('-XX:AOTCache=')),
      name: models.find(({ id }) => id === 'echo/echo')?.name,
    };
  }
});
