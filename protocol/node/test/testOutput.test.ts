import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';

const scripts = join(import.meta.dirname, '../../../.ci');
/** The key is assembled from two parts, so the search does not find it in this file. */
const key = ['canary', '4711'].join('-');

describe('the build', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'open-llm-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  /** Runs JavaScript code in the same way as tests are run. */
  function runTests(name: string, script: string) {
    const env = { ...process.env, TEST_RUNS: join(root, 'target/test-runs'), TMPDIR: root };
    return spawnSync(process.execPath, [join(scripts, 'keepOutput.mjs'), name, process.execPath, '-e', script], {
      env,
      encoding: 'utf8',
    });
  }

  /** Runs all kinds of tests, of which only one prints anything or leaves files behind. */
  function runAllTests(python: string): void {
    for (const reports of [
      'protocol/target/surefire-reports',
      'server/target/surefire-reports',
      'server/target/failsafe-reports',
    ]) {
      write(`${reports}/TEST-One.xml`, '<testsuite/>');
    }
    for (const name of ['node', 'vscode', 'real-vscode']) {
      write(`target/test-runs/${name}/stdout.txt`, 'passed');
    }
    runTests('python', `console.log("passed"); ${python}`);
  }

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }

  function search() {
    return spawnSync(process.execPath, [join(scripts, 'searchForKeys.mjs'), root], { encoding: 'utf8' });
  }

  test('saves and displays the output of tests, and returns their exit code', () => {
    const run = runTests('python', 'console.log("out"); console.error("err"); process.exitCode = 3');

    assert.deepEqual([run.stdout, run.stderr, run.status], ['out\n', 'err\n', 3]);
    assert.equal(readFileSync(join(root, 'target/test-runs/python/stdout.txt'), 'utf8'), 'out\n');
    assert.equal(readFileSync(join(root, 'target/test-runs/python/stderr.txt'), 'utf8'), 'err\n');
  });

  test('fails if a test process is killed', () => {
    assert.equal(runTests('python', 'process.kill(process.pid)').status, 1);
  });

  test('succeeds if the only file with an API key is a key store', () => {
    runAllTests(`require('fs').writeFileSync(require('os').tmpdir() + '/.env', '${key}')`);

    assert.deepEqual([search().stderr, search().status], ['', 0]);
  });

  for (const [action, script] of [
    ['prints an API key to stdout', `console.log('${key}')`],
    ['prints an API key to stderr', `console.error('${key}')`],
    ['leaves an API key in a file', `require('fs').writeFileSync(require('os').tmpdir() + '/log', '${key}')`],
  ] as const) {
    test(`fails if a test ${action}`, () => {
      runAllTests(script);

      const found = search();
      assert.equal(found.status, 1);
      assert.match(found.stderr, /API key found in target\/test-runs\/python\//);
      assert.ok(!found.stderr.includes(key));
    });
  }

  test('fails if a report contains an API key', () => {
    runAllTests('');
    write('server/target/failsafe-reports/TEST-Two.xml', `<system-out>${key}</system-out>`);

    assert.match(search().stderr, /API key found in server\/target\/failsafe-reports\/TEST-Two.xml/);
  });

  test('fails if tests did not run and therefore have no output to search', () => {
    runAllTests('');
    rmSync(join(root, 'target/test-runs/node'), { recursive: true });

    assert.match(search().stderr, /target\/test-runs\/node\/stdout.txt is missing/);
  });

  test('fails if a process left a memory dump', () => {
    runAllTests('');
    write('server/target/hs_err_pid1.log', '');

    assert.match(search().stderr, /server\/target\/hs_err_pid1.log is a memory dump/);
  });
});
