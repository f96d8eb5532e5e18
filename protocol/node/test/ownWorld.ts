import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The launcher of the server that was built. */
export const launcher =
  process.env['OPENLLM_COMMAND'] ?? join(import.meta.dirname, '..', '..', '..', 'server', 'target', 'open-llm');

/** The reason why tests that need the server are skipped, or false. */
export const notBuilt = existsSync(launcher) ? false : `The server is not built (${launcher}): run mvn package.`;

/** Returns an environment without the configuration, API keys, and running servers of the user who runs the tests. */
export function isolatedEnvironment(): NodeJS.ProcessEnv & { readonly OPENLLM_CONFIG_HOME: string } {
  const home = mkdtempSync(join(tmpdir(), 'open-llm-'));
  return { ...process.env, HOME: home, XDG_CONFIG_HOME: home, OPENLLM_CONFIG_HOME: home, OPENLLM_RUNTIME_DIR: home };
}

/** Starts a server that other processes can find. Resolves when the server is listening. */
export async function startListening(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const server = spawn(launcher, ['serve', '--websocket'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  await once(createInterface({ input: server.stderr }), 'line');
  return server;
}
