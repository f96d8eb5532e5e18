// Takes the screenshots of the README in a real VS Code: `npm run readme-screenshots`, or only some of them:
// `npm run readme-screenshots -- agent chat`. Look at each one before you commit it.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from './consumer.js';
import { PacedModels } from './pacedModels.js';
import { ask, choose } from './playgroundPage.js';
import { RealVsCode } from './realVsCode.js';
import { ScriptedOllama, type OllamaRequest, type ScriptedResponse } from './scriptedOllama.js';

const media = join(import.meta.dirname, '../../media');
const model = 'qwen3-coder:30b';
const size = { width: 1200, height: 750 };

/** The settings with which VS Code Chat and Open LLM offer nothing that would cover part of a screenshot. */
const quietSettings = {
  'chat.allowAnonymousAccess': true,
  'chat.byokUtilityModelDefault': 'mainAgent',
  'typescript.disableAutomaticTypeAcquisition': true,
};

const files = {
  'package.json': '{\n  "name": "invoices",\n  "type": "module"\n}\n',
  'README.md': '# Invoices\n',
  'src/amount.ts': `/** Returns the amount in cents. */
export function parseAmount(text: string): number {
  return Math.round(Number(text.replace(',', '.')) * 100);
}
`,
};

const testFile = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAmount } from './amount.js';

test('whole amounts', () => {
  assert.equal(parseAmount('12'), 1200);
});

test('a comma separates the cents', () => {
  assert.equal(parseAmount('12,34'), 1234);
});

test('a point separates the cents', () => {
  assert.equal(parseAmount('12.34'), 1234);
});
`;

const strictAmount = `\`parseAmount('')\` returns 0, and other invalid text returns NaN. This version rejects both:

\`\`\`ts
/** Returns the amount in cents. Throws if the text is not an amount. */
export function parseAmount(text: string): number {
  const amount = Number(text.replace(',', '.'));
  if (text.trim() === '' || Number.isNaN(amount)) {
    throw new Error(\`Not an amount: "\${text}"\`);
  }
  return Math.round(amount * 100);
}
\`\`\`
`;

const screenshots: Readonly<Record<string, () => Promise<void>>> = {
  agent: async () => {
    const prompt = 'Write tests for parseAmount.';
    let path = '';
    const respond = ({ messages, tools }: OllamaRequest): ScriptedResponse => {
      if (!tools?.some((tool) => tool.function.name === 'create_file')) {
        return 'Tests for parseAmount';
      }
      return messages.some(({ role }) => role === 'tool')
        ? 'I added `src/amount.test.ts`. It covers whole amounts and both decimal separators.'
        : { tool: 'create_file', arguments: { filePath: path, content: testFile } };
    };
    const settings = { 'workbench.secondarySideBar.defaultVisibility': 'visible' };
    await withOllama(respond, settings, async (vscode) => {
      path = join(vscode.workspace, 'src/amount.test.ts');
      const { page } = vscode;
      const picker = page.locator('.interactive-input-part .chat-input-picker-item', { hasText: 'qwen3-coder' });
      await picker.first().waitFor({ timeout: 60_000 });
      await page.locator('.interactive-input-part .monaco-editor').first().click();
      await page.keyboard.type(prompt);
      await page.keyboard.press('Enter');
      await page.locator('.interactive-item-container', { hasText: 'both decimal separators' }).first().waitFor();
      await vscode.consumer.openFile(path);
      await page.locator('.editor-instance .view-line', { hasText: 'whole' }).first().waitFor();
      await take(vscode, 'agent');
    });
  },

  chat: async () => {
    const settings = { 'openLLM.defaultModel': `ollama/${model}` };
    await withOllama(
      () => strictAmount,
      settings,
      async (vscode) => {
        await vscode.consumer.openFile(join(vscode.workspace, 'src/amount.ts'));
        const chat = await vscode.openPage('openLLM.chat.focus', 'open-llm-chat-page');
        await chat.getByRole('button', { name: `Model: ${model}` }).waitFor();
        const message = chat.getByRole('textbox', { name: 'Message' });
        await message.fill('What does parseAmount do with invalid text?');
        await message.press('Enter');
        await chat.getByRole('button', { name: 'Apply to the editor…' }).click();
        await vscode.page.locator('.monaco-diff-editor .view-line', { hasText: 'isNaN' }).first().waitFor();
        await take(vscode, 'chat');
      },
    );
  },

  playground: async () => {
    const models = await PacedModels.start();
    const vscode = await RealVsCode.open({
      settings: {
        ...quietSettings,
        'workbench.colorTheme': 'Default Dark Modern',
        'openLLM.providers': [
          { name: 'lab', displayName: 'Lab', dialect: 'openai-chat', apiBase: models.url, models: PacedModels.names },
        ],
      },
    });
    await vscode.page.setViewportSize(size);
    await vscode.consumer.command('workbench.action.closeSidebar');
    await vscode.consumer.modelsWith('lab/coder-8b');
    const page = await vscode.openPage('openLLM.playground.open', 'open-llm-playground-page');
    await choose(page, PacedModels.names);
    await ask(page, 'What is a race condition? Answer briefly.');
    for (const name of PacedModels.names) {
      await page.getByRole('button', { name: `Ask ${name} again` }).waitFor();
    }
    await take(vscode, 'playground');
    await vscode.close();
    models.stop();
  },

  'first-visit': async () => {
    const vscode = await RealVsCode.open({ settings: { ...quietSettings, 'openLLM.discovery.enabled': true } });
    await vscode.page.setViewportSize({ width: 1200, height: 480 });
    const page = await vscode.openPage('openLLM.configure', 'open-llm-providers-page');
    await page.getByText('Any other provider').waitFor();
    await take(vscode, 'first-visit');
    await vscode.close();
  },
};

/** Opens a window whose only provider is a scripted Ollama. */
async function withOllama(
  respond: (request: OllamaRequest) => ScriptedResponse,
  settings: Readonly<Record<string, unknown>>,
  use: (vscode: RealVsCode) => Promise<void>,
): Promise<void> {
  const ollama = await ScriptedOllama.start(model, respond);
  const vscode = await RealVsCode.open({
    settings: {
      ...quietSettings,
      'openLLM.providers': [{ name: 'ollama', apiBase: ollama.url, models: 'all' }],
      ...settings,
    },
    workspace: files,
  });
  await vscode.page.setViewportSize(size);
  await vscode.consumer.modelsWith(`ollama/${model}`);
  await use(vscode);
  await vscode.close();
  ollama.stop();
}

/** Saves a screenshot when the status bar shows no problem and nothing is being loaded. */
async function take({ page }: RealVsCode, name: string): Promise<void> {
  await mkdir(media, { recursive: true });
  await until('the status bar to show no problem and no progress', async () => {
    const warnings = page.locator('[id^="open-llm."] .codicon-warning');
    const progress = page.locator('.statusbar .codicon-loading, .statusbar .codicon-sync');
    return (await warnings.count()) + (await progress.count()) === 0 ? true : undefined;
  });
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(media, `${name}.png`), animations: 'disabled' });
}

const wanted = process.argv.slice(2);
try {
  for (const [name, takeScreenshot] of Object.entries(screenshots)) {
    if (wanted.length === 0 || wanted.includes(name)) {
      await takeScreenshot();
    }
  }
} finally {
  await RealVsCode.stopShared();
}
