// Runs tests and saves their output, and the files that they leave in the temporary folder, for searchForKeys.mjs:
// `node .ci/keepOutput.mjs NAME COMMAND…`. The output is also displayed, and the exit code is that of the command.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [name, command, ...args] = process.argv.slice(2);
const folder = join(process.env['TEST_RUNS'] ?? join(import.meta.dirname, '..', 'target', 'test-runs'), name);
const tmpLink = join(folder, 'tmp');
await realpath(tmpLink).then(
  (previous) => rm(previous, { recursive: true, force: true }),
  () => {},
);
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
// The path must be short, because sockets are created in this folder.
const temporary = await mkdtemp(join(tmpdir(), 'olt-'));
await symlink(temporary, tmpLink, 'junction');

const child = spawn(command, args, {
  stdio: ['inherit', 'pipe', 'pipe'],
  env: { ...process.env, TMPDIR: temporary, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
  shell: process.platform === 'win32',
});
// Ctrl+C also reaches the command, which can still print its last output.
process.on('SIGINT', () => {});
const files = ['stdout', 'stderr'].map((stream) => {
  const file = createWriteStream(join(folder, `${stream}.txt`));
  child[stream].on('data', (chunk) => {
    file.write(chunk);
    process[stream].write(chunk);
  });
  return file;
});
const [code] = await once(child, 'close');
await Promise.all(files.map((file) => once(file.end(), 'finish')));
process.exitCode = code ?? 1;
