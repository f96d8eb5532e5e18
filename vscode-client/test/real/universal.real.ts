import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { CodeServer } from './codeServer.js';
import { FakeModels } from './fakeModels.js';
import { RealVsCode } from './realVsCode.js';

describe('the package without a bundled Java runtime', { timeout: 300_000 }, () => {
  let models: FakeModels;
  let programs: string;
  let server: CodeServer;
  let vscode: RealVsCode;

  before(async () => {
    models = await FakeModels.start();
    programs = await mkdtemp(join(tmpdir(), 'open-llm-path-'));
    // VS Code asks the shell for the PATH that a profile sets, which might contain a Java runtime. This shell prints
    // nothing.
    server = await CodeServer.start('universal', { PATH: programs, SHELL: '/bin/true' });
    vscode = await RealVsCode.open({
      in: server,
      settings: {
        // Without this setting, a Java runtime in a standard folder of this machine would be used.
        'openLLM.java.home': programs,
        'openLLM.providers': [
          { name: 'local', dialect: 'openai-chat', apiBase: `${models.url}/v1`, models: ['small'] },
        ],
      },
    });
  });

  after(async () => {
    await vscode?.close();
    await server?.stop();
    models?.stop();
    await rm(programs, { recursive: true, force: true });
  });

  test('reports the required Java version if the selected folder contains no Java runtime', async () => {
    const notification = vscode.notification('openLLM.java.home');
    await notification.waitFor();
    await vscode.screenshot('no-java');
    assert.match(await notification.innerText(), /Java 25/);
  });

  test('uses a Java runtime that is installed on the machine', async () => {
    await symlink(join(java25(), 'bin/java'), join(programs, 'java'));
    await vscode.consumer.setting('openLLM.java.home', '');
    await vscode.notification('openLLM.java.home').locator('.monaco-button', { hasText: 'Restart' }).click();
    await vscode.consumer.modelsWith('local/small');
    assert.equal(await vscode.consumer.ask('local/small', 'Hello'), 'Grüße from the local server.');
    await vscode.screenshot('java-found');
  });
});

/** Returns a JDK 25 on this machine or, if there is none, the runtime that the build linked, which also works. */
function java25(): string {
  const installed = '/usr/lib/jvm';
  const homes = [
    process.env['JAVA_HOME'] ?? '',
    ...(existsSync(installed) ? readdirSync(installed).map((name) => join(installed, name)) : []),
  ];
  const found = homes.find((home) => {
    const release = join(home, 'release');
    return home !== '' && existsSync(release) && /^JAVA_VERSION="25/m.test(readFileSync(release, 'utf8'));
  });
  return found ?? join(import.meta.dirname, '../../../server/target/runtime');
}
