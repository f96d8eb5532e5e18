// Runs the scenarios in a real VS Code: `npm run test:real`, or only some of them: `npm run test:real -- models chat`.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, describe, test } from 'node:test';
import { missingPackages } from './codeServer.js';
import { KeySearch } from './keySearch.js';
import { RealVsCode } from './realVsCode.js';

// Without the packages, every scenario would fail at the start, after waiting for a timeout.
const missing = missingPackages();
if (missing.length > 0) {
  console.error(`Missing: ${missing.join(', ')}. Run "mvn package -DskipTests" in the project's folder first.`);
  process.exit(1);
}

const wanted = process.argv.slice(2);
const files = (await readdir(import.meta.dirname))
  .filter((name) => name.endsWith('.real.ts'))
  .filter((name) => wanted.length === 0 || wanted.includes(name.slice(0, -'.real.ts'.length)))
  .sort();

for (const file of files) {
  await import(`./${file}`);
}

// The scenarios share one VS Code process and one browser. This suite is registered last, so it runs last and stops
// both.
describe('the scenarios in a real VS Code', () => {
  after(() => RealVsCode.stopShared());

  test('do not access the home folder of the user who runs them', () => {
    assert.ok(RealVsCode.userDataPaths.size > 0);
    assert.deepEqual(
      [...RealVsCode.userDataPaths].filter((path) => !path.includes('/open-llm-vscode-')),
      [],
    );
  });

  test('do not expose API keys in pages, the console, logs, other files, or process arguments', () => {
    assert.deepEqual([...KeySearch.found], []);
    assert.ok(KeySearch.searched.has('Open LLM.log'));
  });
});
