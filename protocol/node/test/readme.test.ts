import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { isolatedEnvironment, launcher, notBuilt } from './ownWorld.js';

const root = join(import.meta.dirname, '..');
const examples = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/```js\n(.*?)```/gs)].map(
  ([, code = '']) => code,
);

/** Runs an example exactly as written. It runs inside the package, so the package name resolves to the source code. */
async function run(number: number): Promise<string> {
  const folder = join(root, 'test', `readme-${number}`);
  const env = { ...isolatedEnvironment(), OPENLLM_COMMAND: launcher };
  mkdirSync(folder);
  writeFileSync(join(folder, 'example.mjs'), examples[number] ?? '');
  // No provider is configured and no local server is searched for, so the built-in model responds.
  writeFileSync(join(env.OPENLLM_CONFIG_HOME, 'config.yaml'), 'discovery:\n  enabled: false\n');
  try {
    const command = ['--import', 'tsx', '--conditions=open-llm-source', join(folder, 'example.mjs')];
    return (await promisify(execFile)(process.execPath, command, { cwd: root, env })).stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const expected = [
  /^Name three colors\.$/,
  /^echo\/echo 131072 calls tools\necho: Ready/,
  /get_weather answered: "Sunny\."/,
  /^cancelled\nrate_limited The echo model was instructed to fail/,
];

test('every README example is tested', () => {
  assert.equal(examples.length, expected.length);
});

for (const [number, output] of expected.entries()) {
  test(`README example ${number + 1} prints the documented output`, { skip: notBuilt }, async () => {
    assert.match(await run(number), output);
  });
}
