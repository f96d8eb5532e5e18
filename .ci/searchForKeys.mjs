// Runs at the end of `mvn verify`: checks that no API key of a test is in the output, the reports, or the remaining
// files of any test in the build. Every API key in the tests begins with the mark, and nothing else contains it.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

const mark = 'canary-';
const root = process.argv[2] ?? join(import.meta.dirname, '..');
const modules = ['', 'protocol', 'server', 'vscode-client'];
/** If any of these is missing, the search is incomplete. */
const required = [
  'protocol/target/surefire-reports',
  'server/target/surefire-reports',
  'server/target/failsafe-reports',
  ...['node', 'python', 'vscode', 'real-vscode'].map((run) => `target/test-runs/${run}/stdout.txt`),
];
/** Files in which the product stores API keys. */
const isStore = (file) => basename(file) === '.env';
/** The test files, as compiled by tsx. */
const isTest = (file) => /[\\/]tsx-\d+[\\/]/.test(file);
const isDump = (name) => /^(hs_err_pid|core\.)|\.hprof$/.test(name);

const files = [...new Set(required.flatMap((path) => filesIn(join(root, path.replace(/\/stdout\.txt$/, '')))))];
const missing = required.filter((path) => filesIn(join(root, path)).every((file) => statSync(file).size === 0));
const keys = files.filter((file) => !isStore(file) && !isTest(file)).flatMap(keyIn);
const dumps = modules.flatMap((module) => [join(root, module), join(root, module, 'target')]).flatMap(dumpsIn);

const problems = [
  ...missing.map((path) => `${path} is missing or empty: its tests did not run, so their output was not searched.`),
  ...keys.map(({ file, around }) => `API key found in ${relative(root, file)}: …${around}…`),
  ...dumps.map((file) => `${relative(root, file)} is a memory dump of a process.`),
];
problems.forEach((problem) => console.error(problem));
console.log(`Searched ${files.length} test output files for API keys.`);
process.exitCode = problems.length === 0 ? 0 : 1;

function filesIn(path) {
  try {
    return statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesIn(join(path, name))) : [path];
  } catch (failure) {
    // The path is a dangling link, a socket, or a folder that a run did not create.
    if (failure.code === 'ENOENT') {
      return [];
    }
    throw failure;
  }
}

function keyIn(file) {
  if (!statSync(file).isFile()) {
    return [];
  }
  const text = readFileSync(file, 'latin1');
  const at = text.indexOf(mark);
  return at < 0 ? [] : [{ file, around: text.slice(Math.max(0, at - 80), at + mark.length).replaceAll(/\s+/g, ' ') }];
}

function dumpsIn(folder) {
  return filesOf(folder)
    .filter(isDump)
    .map((name) => join(folder, name));
}

function filesOf(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
