import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { promisify } from 'node:util';
import type { Locator } from 'playwright-core';
import { until } from './consumer.js';
import { FimModels, type ScriptedPart } from './fimModels.js';
import { RealVsCode } from './realVsCode.js';

const run = promisify(execFile);

const model = 'coder/qwen2.5-coder';
const head = 'export function sum(numbers: number[]): number {\n  ';
const body = 'let total = 0;\n  for (const number of numbers) {\n    total += number;\n  }\n  return total;';
const document = `${head}\n}\n`;

/** Completes the typed part of the function. Returns nothing at other positions. */
function completeSum(prefix: string): readonly ScriptedPart[] {
  const typed = prefix.slice(prefix.indexOf(head) + head.length);
  return prefix.includes(head) && body.startsWith(typed) ? [{ text: body.slice(typed.length), afterMs: 20 }] : [];
}

describe('inline completions', { timeout: 300_000 }, () => {
  let models: FimModels;
  let vscode: RealVsCode;
  let ghost: Locator;

  before(async () => {
    models = await FimModels.start();
    vscode = await RealVsCode.open({
      settings: {
        'openLLM.providers': [
          { name: 'coder', preset: 'llamafile', apiBase: `${models.url}/v1`, models: ['qwen2.5-coder'] },
        ],
        'openLLM.completion.model': model,
        'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
        'editor.suggestOnTriggerCharacters': false,
        'typescript.tsserver.maxTsServerMemory': 256,
        'github.copilot.enable': { '*': false },
      },
      workspace: {
        'sum.ts': document,
        'notes.ts': 'export const notes = [];\n\n',
        'other.ts': 'export function product(factors: number[]): number {\n  return 1;\n}\n',
        '.env': 'TOKEN=\n',
        'ignored/log.ts': 'export const a = ;\n',
        '.gitignore': 'ignored/\n',
      },
    });
    await git('init', '-b', 'main');
    await git('add', 'sum.ts', '.gitignore');
    await git('commit', '-m', 'Add the sum of numbers');
    await vscode.reopen();
    await vscode.consumer.modelsWith(model);
    ghost = vscode.page.locator('.editor-instance .view-lines .ghost-text-decoration, .editor-instance .ghost-text');
  });

  beforeEach(() => {
    models.script = completeSum;
    models.failWith = undefined;
  });

  after(async () => {
    await vscode?.close();
    models?.stop();
  });

  async function git(...args: string[]): Promise<void> {
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
    await run('git', [...identity, ...args], { cwd: vscode.workspace });
  }

  /** Opens a file, replaces its text, and moves the cursor to the end of a line. */
  async function openAt(path: string, text: string, line: number): Promise<void> {
    await vscode.consumer.command('workbench.action.closeAllEditors');
    await vscode.consumer.openWithText(join(vscode.workspace, path), text);
    await vscode.page.locator('.editor-instance .view-line').first().waitFor();
    await vscode.page.locator('.editor-instance .monaco-editor').first().click();
    const { keyboard } = vscode.page;
    await keyboard.press('Control+Home');
    for (let below = 0; below < line; below++) {
      await keyboard.press('ArrowDown');
    }
    await keyboard.press('End');
  }

  /** Saves a file and returns its content. */
  async function text(path: string): Promise<string> {
    await vscode.consumer.command('workbench.action.files.save');
    return readFile(join(vscode.workspace, path), 'utf8');
  }

  async function suggestion(): Promise<string> {
    return withoutWhitespace((await ghost.allTextContents()).join(''));
  }

  async function waitForSuggestion(expected: string): Promise<void> {
    const shortened = withoutWhitespace(expected);
    await until(`the suggestion ${shortened}`, async () =>
      (await suggestion()).includes(shortened) ? true : undefined,
    );
  }

  const trigger = (): Promise<unknown> => vscode.consumer.command('editor.action.inlineSuggest.trigger');

  test('appear as ghost text while the user types, and can be accepted completely', async () => {
    await openAt('sum.ts', document, 1);
    await vscode.page.keyboard.type('l');
    await waitForSuggestion('et total = 0;');
    await vscode.screenshot('inline-completion');
    // On a slow machine, only the first lines are suggested, and the remaining lines after those have been accepted.
    await until('the accepted text', async () => {
      if ((await ghost.count()) > 0) {
        await vscode.page.keyboard.press('Tab');
      }
      return (await text('sum.ts')) === `${head}${body}\n}\n` ? true : undefined;
    });
  });

  test('can be accepted word by word without new requests', async () => {
    await openAt('sum.ts', document, 1);
    await trigger();
    await waitForSuggestion('let total = 0;');
    const requests = models.infills.length;
    const acceptWord = (): Promise<unknown> => vscode.consumer.command('editor.action.inlineSuggest.acceptNextWord');
    for (let words = 0; words < 3; words++) {
      const before = await text('sum.ts');
      await acceptWord();
      await until('the next word to be inserted', async () => ((await text('sum.ts')) === before ? undefined : true));
    }
    await until('the remaining suggestion', async () =>
      /^(?!.*total=0;).*=0;/.test(await suggestion()) ? true : undefined,
    );
    await vscode.screenshot('inline-completion-by-word');
    assert.match(await text('sum.ts'), /^ {2}let total ?$/m);
    assert.equal(models.infills.length, requests);
  });

  test('cause no request while the user types the suggested text', async () => {
    await openAt('sum.ts', document, 1);
    await trigger();
    await waitForSuggestion('let total = 0;');
    const requests = models.infills.length;
    await vscode.page.keyboard.type('let total =', { delay: 120 });
    await waitForSuggestion('0;');
    await new Promise((resolve) => setTimeout(resolve, 800));
    assert.equal(models.infills.length, requests);
    await vscode.screenshot('inline-completion-typed-ahead');
  });

  test('use the text around the cursor and other open files as context', async () => {
    await openAt('sum.ts', document, 1);
    await vscode.consumer.openFile(join(vscode.workspace, 'other.ts'));
    await vscode.consumer.openFile(join(vscode.workspace, 'sum.ts'));
    await vscode.page.keyboard.type('q');
    const request = await until('a request', async () => models.infills.find(({ prefix }) => prefix.endsWith('  q')));
    assert.equal(request.prefix, `${head}q`);
    assert.equal(request.body.input_suffix, '\n}\n');
    assert.match(JSON.stringify(request.body.input_extra), /product/);
  });

  test('cause at most one request per three keystrokes during fast typing', async () => {
    await openAt('notes.ts', 'export const notes = [];\n\n', 1);
    const requests = models.infills.length;
    const typed = 'const total = price + shipping - discount * quantity / exchangeRate;';
    await vscode.page.keyboard.type(typed, { delay: 70 });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const count = models.infills.length - requests;
    console.log(`${count} requests for ${typed.length} keystrokes`);
    assert.ok(count >= 1 && count <= typed.length / 3, `${count} requests for ${typed.length} keystrokes`);
  });

  test('close a superseded request within 20 ms', async () => {
    await openAt('notes.ts', 'export const notes = [];\n\n', 1);
    models.script = () => [{ text: 'unsent', afterMs: Number.POSITIVE_INFINITY }];
    const delays: number[] = [];
    await vscode.page.keyboard.type('x');
    let superseded = await until('a request', async () => models.infills.find(({ prefix }) => prefix.endsWith('x')));
    for (let round = 0; round < 5; round++) {
      const count = models.infills.length;
      await vscode.page.keyboard.type('y');
      const next = await until('the next request', async () => models.infills[count]);
      const closedAt = await until('the superseded request to be closed', async () => superseded.closedAt);
      delays.push(closedAt - next.arrivedAt);
      superseded = next;
    }
    console.log(`closed after the next request arrived, in ms: ${delays.map((ms) => ms.toFixed(1)).join(' ')}`);
    const sorted = delays.toSorted((one, other) => one - other);
    assert.ok((sorted[Math.floor(sorted.length / 2)] ?? Infinity) <= 20, delays.join());
  });

  test('show the first line before the remaining lines are received', async () => {
    await openAt('other.ts', document, 1);
    models.script = (prefix) =>
      prefix.endsWith('  ') ? [{ text: 'let slow = 0;\n  let' }, { text: ' rest = 1;\n', afterMs: 3000 }] : [];
    await trigger();
    await waitForSuggestion('let slow = 0;');
    assert.equal(models.infills.at(-1)?.done, false);
  });

  test('do not send files that contain secrets or that Git ignores', async () => {
    const requests = models.infills.length;
    await openAt('.env', 'TOKEN=\n', 0);
    await trigger();
    await vscode.page.keyboard.type('abc', { delay: 50 });
    await vscode.page.locator('[id="open-llm.open-llm-provider.openLLM.completion"] .codicon-circle-slash').waitFor();
    await vscode.screenshot('inline-completion-secrets');
    await openAt('ignored/log.ts', 'export const a = ;\n', 0);
    await trigger();
    await vscode.page.keyboard.type('abc', { delay: 50 });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.equal(models.infills.length, requests);
  });

  test('report an error in the status item and not in a notification', async () => {
    models.failWith = 500;
    await openAt('notes.ts', 'export const notes = [];\n\n', 1);
    await vscode.page.keyboard.type('z');
    await until('the failed request', async () => models.infills.find(({ prefix }) => prefix.endsWith('z')));
    const item = vscode.page.locator('[id="open-llm.open-llm-provider.openLLM.completion"]');
    await item.locator('.codicon-warning').waitFor();
    assert.equal(await vscode.page.locator('.notification-toast').count(), 0);
    assert.match((await item.locator('a').first().getAttribute('aria-label')) ?? '', /Out of memory/);
  });

  test('can be snoozed from the menu of the status item', async () => {
    await openAt('sum.ts', document, 1);
    await vscode.page.locator('[id="open-llm.open-llm-provider.openLLM.completion"] a').click();
    await vscode.page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Snooze for 5 Minutes' }).waitFor();
    await vscode.screenshot('inline-completion-menu');
    await vscode.pick('Snooze for 5 Minutes');
    await vscode.page.locator('[id="open-llm.open-llm-provider.openLLM.completion"] .codicon-bell-slash').waitFor();
    const requests = models.infills.length;
    await vscode.page.keyboard.type('let', { delay: 50 });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.equal(models.infills.length, requests);
  });

  describe('and commit message drafts', () => {
    const input = (): Locator => vscode.page.locator('.scm-editor .view-lines');

    before(async () => {
      await vscode.write('sum.ts', `${head}${body}\n}\n`);
      await vscode.write('.env', 'TOKEN=canary-of-the-draft\n');
      await git('add', 'sum.ts');
      await git('add', '--force', '.env');
      await vscode.consumer.command('workbench.view.scm');
      await input().waitFor();
      await vscode.consumer.command('git.refresh');
    });

    test('describe staged changes in the style of the repository, without secrets', async () => {
      models.response = [
        { text: 'Sum all ' },
        { text: 'numbers', afterMs: 150 },
        { text: '\n\nThe loop was missing.', afterMs: 150 },
      ];
      await vscode.consumer.command('openLLM.draftCommitMessage');
      await until('the draft', async () => ((await input().innerText()).includes('missing') ? true : undefined));
      assert.match(await input().innerText(), /Sum.all.numbers/);
      await vscode.screenshot('commit-message');
      const sent = models.chats.at(-1)?.text ?? '';
      assert.match(sent, /- Add the sum of numbers/);
      assert.match(sent, /total \+= number/);
      assert.match(sent, /Staged changes/);
      assert.doesNotMatch(sent, /canary-of-the-draft/);
    });

    test('retain concurrent user input and cancel the request', async () => {
      models.response = [
        { text: 'Draft' },
        { text: ' of a long', afterMs: 700 },
        { text: ' message', afterMs: Infinity },
      ];
      const drafting = vscode.consumer.command('openLLM.draftCommitMessage');
      await until('the draft', async () => ((await input().innerText()).includes('Draft') ? true : undefined));
      await input().click();
      await vscode.page.keyboard.press('Control+End');
      await vscode.page.keyboard.type('!!');
      await drafting;
      assert.match(await input().innerText(), /Draft.*!!/);
      await until('the request to be closed', async () => models.chats.at(-1)?.closed || undefined);
    });
  });
});

describe('inline completions without a selected model', { timeout: 120_000 }, () => {
  let models: FimModels;
  let vscode: RealVsCode;

  before(async () => {
    models = await FimModels.start();
    vscode = await RealVsCode.open({
      settings: {
        'openLLM.providers': [
          { name: 'coder', preset: 'llamafile', apiBase: `${models.url}/v1`, models: ['qwen2.5-coder'] },
        ],
      },
      workspace: {
        'sum.ts': document,
        '.vscode/settings.json': JSON.stringify({ 'openLLM.completion.model': model }),
      },
    });
    await vscode.consumer.modelsWith(model);
  });

  after(async () => {
    await vscode?.close();
    models?.stop();
  });

  test('send no requests, even if the workspace specifies a model, and are suggested in the status bar', async () => {
    await vscode.consumer.openFile(join(vscode.workspace, 'sum.ts'));
    await vscode.page.locator('.editor-instance .view-line').first().waitFor();
    await vscode.consumer.command('editor.action.inlineSuggest.trigger');
    const suggestion = vscode.page.locator('[id="open-llm.open-llm-provider.openLLM.suggestion"]');
    await suggestion.waitFor();
    await vscode.screenshot('inline-completion-suggested');
    assert.deepEqual(models.infills, []);
    await suggestion.locator('a').click();
    await vscode.pick(`Use ${model}`);
    await vscode.page.locator('[id="open-llm.open-llm-provider.openLLM.completion"]').waitFor();
    assert.equal(await suggestion.count(), 0);
  });
});

/** Returns the text without whitespace, because editors show whitespace as other characters. */
function withoutWhitespace(text: string): string {
  return text.replace(/[\s\u00a0·]+/g, '');
}
