// Measures how much longer an inline completion takes through Open LLM than directly: `npm run benchmark:completions`,
// after `mvn -q -B package -DskipTests`. Both variants send requests to the same scripted server, alternating within
// one run, with a file of 300 lines and four snippets. One variant uses `fetch` with the exact body that Open LLM
// sends. The other uses the completion engine of the extension, the JSON-RPC connection, and the packaged server. The
// delay before a request is not included in either. The benchmark fails if the medians differ by 15 ms or more.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchCommand } from '@open-llm/client/launch';
import { CompletionEngine, type CompletionRequest } from '../../src/completion/completionEngine.js';
import { TypingRhythm } from '../../src/completion/typingRhythm.js';
import { ServerProcess } from '../../src/server/serverProcess.js';
import { FimModels } from '../real/fimModels.js';

const warmUps = 100;
const rounds = 300;
const maxOverheadMs = 15;

const models = await FimModels.start();
models.script = (prefix) => [{ text: `result${prefix.length} = compute(` }, { text: 'input);' }];

const folder = join(import.meta.dirname, '../../../server/target');
const home = await mkdtemp(join(tmpdir(), 'open-llm-benchmark-'));
const env = { PATH: process.env['PATH'], HOME: home, XDG_CONFIG_HOME: join(home, '.config') };
const runtime = { home: join(folder, 'runtime'), java: join(folder, 'runtime/bin/java') };
const coder = { name: 'coder', preset: 'llamafile', apiBase: `${models.url}/v1`, models: ['qwen2.5-coder'] };
const server = await ServerProcess.start(await launchCommand(folder, runtime, env), {
  client: {},
  initialize: {
    clientName: 'benchmark',
    clientVersion: '1',
    settings: { user: { discovery: { enabled: false }, providers: [coder] } },
  },
  onLogLine: (line) => console.error(line),
  redact: (line) => line,
  onCrash: () => {},
});

const line = '    const value = transform(previous, { option: true, other: "text" });\n';
const snippets = Array.from({ length: 4 }, (_, index) => ({ path: `src/part${index}.ts`, text: line.repeat(20) }));
const engine = new CompletionEngine<CompletionRequest>({
  send: async ({ prefix, suffix }, { signal, onText }) => {
    const params = {
      model: 'coder/qwen2.5-coder',
      prefix,
      suffix,
      languageId: 'typescript',
      path: 'src/main.ts',
      snippets,
      consumer: 'open-llm',
    };
    const options = { signal, onEvent: (event: { type: string; text?: string }) => onText(event.text ?? '') };
    return (await server.connection.completeInline(params, options)).text;
  },
  onWorkingChanged: () => {},
  failed: (failure) => assert.fail(String(failure)),
  succeeded: () => {},
  mayRequest: () => true,
  rhythm: new TypingRhythm(),
  now: () => performance.now(),
});

async function requestThroughOpenLlm(round: number): Promise<number> {
  const request = {
    scope: 'benchmark',
    prefix: `${line.repeat(200)}    const round${round} = `,
    suffix: line.repeat(100),
  };
  const startedMs = performance.now();
  const suggestion = await engine.complete(request, { manual: true, signal: new AbortController().signal });
  const ms = performance.now() - startedMs;
  assert.match(suggestion?.text ?? '', /compute\(input\);$/);
  return ms;
}

async function requestDirectly(body: string): Promise<number> {
  const startedMs = performance.now();
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${models.url}/infill`, { method: 'POST', headers, body });
  assert.match(await response.text(), /"stop":true/);
  return performance.now() - startedMs;
}

try {
  for (let round = 0; round < warmUps; round++) {
    await requestThroughOpenLlm(-round);
    await requestDirectly(lastBody());
  }
  const through: number[] = [];
  const direct: number[] = [];
  for (let round = 0; round < rounds; round++) {
    through.push(await requestThroughOpenLlm(round));
    direct.push(await requestDirectly(lastBody()));
  }
  const overheadMs = quantile(through, 0.5) - quantile(direct, 0.5);
  report('direct', direct);
  report('through Open LLM', through);
  console.log(`median overhead: ${overheadMs.toFixed(2)} ms`);
  assert.ok(
    overheadMs < maxOverheadMs,
    `The overhead is ${overheadMs.toFixed(2)} ms. The limit is ${maxOverheadMs} ms.`,
  );
} finally {
  await server.stop();
  models.stop();
  await rm(home, { recursive: true });
}

function lastBody(): string {
  return JSON.stringify(models.infills.at(-1)?.body);
}

function report(variant: string, ms: readonly number[]): void {
  const [p10, median, p95] = [0.1, 0.5, 0.95].map((fraction) => quantile(ms, fraction).toFixed(2));
  console.log(`${variant}: median ${median} ms, p10 ${p10} ms, p95 ${p95} ms, ${ms.length} requests`);
}

function quantile(values: readonly number[], fraction: number): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length * fraction)] ?? Number.NaN;
}
