import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { CodeServer } from './codeServer.js';
import { until } from './consumer.js';
import { FakeModels } from './fakeModels.js';
import { RealVsCode } from './realVsCode.js';

/**
 * The data that the stub records. Of environment variables, only the names are recorded, except for the URL and the
 * token, which the test uses.
 */
interface Recorded {
  readonly arguments: readonly string[];
  readonly names: readonly string[];
  readonly folder: string;
  readonly address: string;
  readonly token: string;
}

/** Replaces GitHub Copilot CLI: prints the names of its environment variables and waits for a line of input. */
const stub = `#!${process.execPath}
const names = Object.keys(process.env).filter((name) => /^(COPILOT|OPENLLM|ANTHROPIC|OPENAI)/.test(name)).sort();
console.log('Coding agent stub, arguments: ' + process.argv.slice(2).join(' '));
for (const name of names) console.log('  ' + name);
require('node:fs').writeFileSync(process.env.HOME + '/seen.json', JSON.stringify({
  arguments: process.argv.slice(2), names, folder: process.cwd(),
  address: process.env.COPILOT_PROVIDER_BASE_URL, token: process.env.OPENLLM_GATEWAY_TOKEN }));
process.stdin.once('data', () => process.exit(0));
`;

describe('Open in Terminal Agent', { timeout: 300_000 }, () => {
  let models: FakeModels;
  let server: CodeServer;
  let vscode: RealVsCode;
  let tools: string;

  before(async () => {
    models = await FakeModels.start();
    tools = await mkdtemp(join(tmpdir(), 'open-llm-agents-'));
    await writeFile(join(tools, 'copilot'), stub);
    await chmod(join(tools, 'copilot'), 0o755);
    const path = `${tools}:${dirname(process.execPath)}:/usr/bin:/bin`;
    server = await CodeServer.start('linux-x64', {
      PATH: path,
      ANTHROPIC_BASE_URL: 'http://127.0.0.1:9',
    });
    vscode = await RealVsCode.open({
      in: server,
      // VS Code uses the PATH of a login shell.
      home: Object.fromEntries(['.profile', '.bash_profile', '.bashrc'].map((name) => [name, `export PATH=${path}\n`])),
      settings: {
        'openLLM.providers': [
          {
            name: 'local',
            dialect: 'openai-chat',
            apiBase: `${models.url}/v1`,
            models: [{ id: 'small', tools: true, contextTokens: 200_000 }],
          },
        ],
      },
    });
    await vscode.consumer.modelsWith('local/small');
  });

  after(async () => {
    await vscode?.close();
    await server?.stop();
    models?.stop();
    await rm(tools, { recursive: true, force: true });
  });

  const rows = (text: string) => vscode.page.locator('.quick-input-widget .monaco-list-row', { hasText: text });
  const recorded = (): Promise<Recorded> =>
    until('the data that the stub records', async () => {
      const text = await readFile(server.home.inside('seen.json'), 'utf8').catch(() => '');
      return text === '' ? undefined : (JSON.parse(text) as Recorded);
    });
  const status = async ({ address, token }: Recorded): Promise<number> => {
    const response = await fetch(`${address}/models`, { headers: { authorization: `Bearer ${token}` } });
    return response.status;
  };

  test('runs the selected agent with the selected model, a gateway, and a session token', async () => {
    const opened = vscode.consumer.command('openLLM.openInTerminalAgent');
    await rows('local/small').first().waitFor();
    await rows('local/small').first().click();
    await rows('GitHub Copilot CLI').first().waitFor();
    await vscode.screenshot('terminal-agent-tools');
    await rows('GitHub Copilot CLI').first().click();
    await opened;
    const agent = await recorded();
    assert.ok(agent.names.includes('COPILOT_PROVIDER_BEARER_TOKEN'));
    assert.ok(!agent.names.includes('ANTHROPIC_BASE_URL'), 'an inherited variable of a provider');
    assert.equal(await status(agent), 200);
    await until('the terminal', async () =>
      (await vscode.page.locator('.terminal-wrapper.active').count()) > 0 ? true : undefined,
    );
    await new Promise((resolve) => setTimeout(resolve, 1500)); // the text is rendered on a canvas and cannot be awaited
    await vscode.screenshot('terminal-agent');
    for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const line = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
      assert.ok(!line.includes(agent.token), 'the token is in a command line');
    }
  });

  test('forwards requests of the agent to the models of the window', async () => {
    const { address, token } = await recorded();
    const response = await fetch(`${address}/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'local/small', messages: [{ role: 'user', content: 'Hello' }] }),
    });
    assert.equal(response.status, 200);
    assert.match(await response.text(), /Grüße from the local server/);
  });

  test('stops the gateway with the terminal and does not change the settings', async () => {
    const agent = await recorded();
    await vscode.page.locator('.terminal-wrapper.active .xterm-helper-textarea').focus();
    await vscode.page.keyboard.press('Enter');
    await until('the gateway to stop', async () => ((await status(agent).catch(() => 0)) === 0 ? true : undefined));
    const settings = await readFile(server.home.inside('data/User/settings.json'), 'utf8');
    assert.doesNotMatch(settings, /gateway/);
    const tokens = await readFile(server.home.inside('.config/openllm/gateway.tokens.json'), 'utf8');
    assert.doesNotMatch(tokens, /sha256/);
  });

  test('is available in the context menu of a model', async () => {
    await rm(server.home.inside('seen.json'), { force: true });
    const page = await vscode.openPage('openLLM.configure', 'open-llm-providers-page');
    const name = page.getByRole('gridcell', { name: 'small' }).first();
    await name.waitFor();
    await name.click({ button: 'right' });
    const entry = vscode.page.getByText('Open in Terminal Agent…').first();
    await entry.waitFor();
    await vscode.screenshot('terminal-agent-context-menu');
    await entry.click();
    await rows('GitHub Copilot CLI').first().click();
    const agent = await recorded();
    assert.equal(await status(agent), 200);
    await vscode.page.locator('.terminal-wrapper.active .xterm-helper-textarea').focus();
    await vscode.page.keyboard.press('Enter');
  });
});
