import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

const root = new URL('../../', import.meta.url);
const read = (path: string): Promise<string> => readFile(new URL(path, root), 'utf8');

const repository = /<url>(https:\/\/github\.com\/[^/<]+\/[^/<]+)<\/url>/.exec(await read('pom.xml'))?.[1] ?? 'none';

for (const file of [
  'vscode-client/package.json',
  'protocol/node/package.json',
  'protocol/python/pyproject.toml',
  '.github/SECURITY.md',
  '.github/ISSUE_TEMPLATE/config.yml',
]) {
  test(`${file} contains only the repository URL from pom.xml`, async () => {
    const matches = [...(await read(file)).matchAll(/https:\/\/github\.com\/open-llm[^/]*\/[^/"#\s.)]+/g)];
    assert.ok(matches.length > 0);
    assert.deepEqual([...new Set(matches.map(([url]) => url))], [repository]);
  });
}

test('the changelog has an entry for the current version of the extension', async () => {
  const { version } = JSON.parse(await read('vscode-client/package.json')) as { version: string };
  assert.match(await read('vscode-client/CHANGELOG.md'), new RegExp(`^## ${version.replaceAll('.', '\\.')}$`, 'm'));
});
