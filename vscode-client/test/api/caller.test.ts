import assert from 'node:assert/strict';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { identifyCaller } from '../../src/api/caller.js';

const own = { id: 'open-llm.open-llm-provider', extensionPath: '/extensions/open-llm' };
const explain = { id: 'Samples.Explain', extensionPath: '/extensions/explain' };
const other = { id: 'other.extension', extensionPath: '/extensions/explain-more' };

describe('a caller of the API', () => {
  test('is identified by its context, with the ID as VS Code spells it', () => {
    assert.equal(identified('samples.explain', explain.extensionPath), 'Samples.Explain');
  });

  test('is accepted if it calls through code that belongs to no extension', () => {
    assert.equal(identified('samples.explain', '/usr/lib/code'), 'Samples.Explain');
  });

  test('is refused if it passes the context of another extension', () => {
    assert.throws(() => identified('samples.explain', other.extensionPath), {
      kind: 'permission',
      message: 'other.extension requested the Open LLM API with the context of Samples.Explain.',
    });
  });

  test('is refused without the context of an installed extension', () => {
    assert.throws(() => identified('unknown.extension', explain.extensionPath), { kind: 'permission' });
    assert.throws(() => identifyCaller(undefined, { ownId: own.id, installed: [own], stack: '' }), {
      kind: 'permission',
    });
  });

  test('is recognized by the URL of an ES module on the stack', () => {
    const url = pathToFileURL('/extensions/with space').href;
    const spaced = { id: 'other.spaced', extensionPath: '/extensions/with space' };
    const stack = `Error\n    at activate (${url}/dist/extension.js:3:9)`;
    const installed = [own, explain, spaced];
    assert.throws(() => identifyCaller({ extension: explain }, { ownId: own.id, installed, stack }), {
      kind: 'permission',
    });
    assert.equal(identifyCaller({ extension: spaced }, { ownId: own.id, installed, stack }), 'other.spaced');
  });

  test('is recognized through a symbolic link, as used for extensions under development', () => {
    const real = mkdtempSync(join(tmpdir(), 'extension-'));
    const link = `${real}-link`;
    symlinkSync(real, link);
    const linked = { id: 'other.linked', extensionPath: link };
    const stack = `Error\n    at activate (${real}/extension.js:3:9)`;
    const installed = [own, explain, linked];
    assert.throws(() => identifyCaller({ extension: explain }, { ownId: own.id, installed, stack }), {
      kind: 'permission',
    });
  });
});

function identified(claimedId: string, callerPath: string): string {
  const stack = [
    'Error',
    `    at Object.getAPI (${own.extensionPath}/dist/extension.cjs:1:1)`,
    `    at activate (${callerPath}/dist/extension.js:3:9)`,
    `    at load (${explain.extensionPath}/dist/loader.js:3:9)`,
  ].join('\n');
  return identifyCaller({ extension: { id: claimedId } }, { ownId: own.id, installed: [own, explain, other], stack });
}
