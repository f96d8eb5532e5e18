import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { RealVsCode } from './realVsCode.js';

const readme = await readFile(join(import.meta.dirname, '../../../README.md'), 'utf8');

describe('the README example for extensions', { timeout: 300_000 }, () => {
  let vscode: RealVsCode;

  before(async () => {
    vscode = await RealVsCode.open({ settings: {} });
    await vscode.consumer.modelsWith('echo/echo');
  });
  after(() => vscode?.close());

  test('runs unmodified and receives a response', async () => {
    const code = [...readme.matchAll(/```js\n(.*?)```/gs)]
      .map(([, block]) => block ?? '')
      .find((block) => block.includes("'vscode'"));
    assert.equal(await vscode.consumer.quickStart(code ?? ''), 'Name three colors.');
  });
});
