import assert from 'node:assert/strict';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { identify } from '../../src/api/caller.js';

const own = { id: 'open-llm.open-llm-provider', extensionPath: '/extensions/open-llm' };
const explain = { id: 'Samples.Explain', extensionPath: '/extensions/explain' };
const other = { id: 'other.thing', extensionPath: '/extensions/explain-more' };

describe('who asks for the API', () => {
  test('is the extension of the context, as VS Code spells its id', () => {
    assert.equal(identified('samples.explain', explain.extensionPath), 'Samples.Explain');
  });

  test('is believed where the stack shows no extension', () => {
    assert.equal(identified('samples.explain', '/usr/lib/code'), 'Samples.Explain');
  });

  test('is refused with the context of another extension', () => {
    assert.throws(() => identified('samples.explain', other.extensionPath), {
      kind: 'permission',
      message: 'other.thing asked for the API of Open LLM with the context of Samples.Explain.',
    });
  });

  test('is refused without an installed extension', () => {
    assert.throws(() => identified('nobody.nothing', explain.extensionPath), { kind: 'permission' });
    assert.throws(() => identify(undefined, { own: own.id, installed: [own], stack: '' }), { kind: 'permission' });
  });

  test('is identified by the address of an ES module', () => {
    const address = pathToFileURL('/extensions/an other').href;
    const spaced = { id: 'other.spaced', extensionPath: '/extensions/an other' };
    const stack = `Error\n    at activate (${address}/dist/extension.js:3:9)`;
    const installed = [own, explain, spaced];
    assert.throws(() => identify({ extension: explain }, { own: own.id, installed, stack }), { kind: 'permission' });
    assert.equal(identify({ extension: spaced }, { own: own.id, installed, stack }), 'other.spaced');
  });

  test('is told through a symbolic link, as extensions under development have it', () => {
    const real = mkdtempSync(join(tmpdir(), 'extension-'));
    const link = `${real}-link`;
    symlinkSync(real, link);
    const linked = { id: 'other.linked', extensionPath: link };
    const stack = `Error\n    at activate (${real}/extension.js:3:9)`;
    const installed = [own, explain, linked];
    assert.throws(() => identify({ extension: explain }, { own: own.id, installed, stack }), { kind: 'permission' });
  });
});

function identified(claimed: string, calledFrom: string): string {
  const stack = [
    'Error',
    `    at Object.getAPI (${own.extensionPath}/dist/extension.cjs:1:1)`,
    `    at activate (${calledFrom}/dist/extension.js:3:9)`,
    `    at load (${explain.extensionPath}/dist/later.js:3:9)`,
  ].join('\n');
  return identify({ extension: { id: claimed } }, { own: own.id, installed: [own, explain, other], stack });
}
