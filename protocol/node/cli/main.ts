#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { isatty } from 'node:tty';
import { OpenLlmError } from '../src/error.js';
import { command } from './command.js';

/** The same exit code as in the launcher: the configuration is invalid. */
const configurationExitCode = 3;

try {
  const terminals = [0, 1, 2].filter((stream) => isatty(stream)).join('');
  // The JVM cannot determine which of its streams are terminals.
  const columns = process.stdout.isTTY ? process.stdout.columns : '';
  const flags = [`-Dopenllm.terminals=${terminals}`, `-Dopenllm.columns=${columns}`];
  const launch = await command(process.argv.slice(2), flags, process.env);
  // The terminal sends Ctrl+C to both processes. The program decides how to handle it.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => program.kill(signal));
  }
  const program = spawn(launch.command, launch.args, { env: launch.env, stdio: 'inherit' });
  program.on('error', fail);
  program.on('close', (code, signal) => {
    if (signal !== null) {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }
    process.exitCode = code ?? 1;
  });
} catch (failure) {
  fail(failure);
}

function fail(failure: unknown): void {
  const { message, info } = OpenLlmError.from(failure);
  console.error([message, info.hint].filter(Boolean).join(' '));
  process.exitCode = configurationExitCode;
}
