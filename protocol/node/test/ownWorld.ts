import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The launcher of the built server. */
export const launcher =
  process.env['OPENLLM_COMMAND'] ?? join(import.meta.dirname, '..', '..', '..', 'server', 'target', 'open-llm');

/** Why tests that need the server are skipped, or false. */
export const notBuilt = existsSync(launcher) ? false : `The server is not built (${launcher}): run mvn package.`;

/** An environment without configuration, keys and running servers of the user who runs the tests. */
export function ownWorld(): NodeJS.ProcessEnv & { readonly OPENLLM_CONFIG_HOME: string } {
  const home = mkdtempSync(join(tmpdir(), 'open-llm-'));
  return { ...process.env, HOME: home, XDG_CONFIG_HOME: home, OPENLLM_CONFIG_HOME: home, OPENLLM_RUNTIME_DIR: home };
}

/** A server that other programs find; resolves once it listens. */
export async function startListening(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const server = spawn(launcher, ['serve', '--websocket'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  await once(createInterface({ input: server.stderr }), 'line');
  return server;
}
