import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { vectorOf } from './embeddings.js';
import { dialectBases, startFiveDialects } from './fiveDialects.js';
import { isolatedEnvironment, launcher, notBuilt } from './ownWorld.js';

const image = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const schema = {
  type: 'object' as const,
  properties: { a: { type: 'number' }, b: { type: 'number' } },
  required: ['a', 'b'],
};

describe('the unmodified OpenAI and Anthropic clients, connected to the gateway', { skip: notBuilt }, () => {
  let gateway: ChildProcess;
  let provider: Awaited<ReturnType<typeof startFiveDialects>>;
  let openai: OpenAI;
  let anthropic: Anthropic;

  before(async () => {
    provider = await startFiveDialects();
    const env = isolatedEnvironment();
    writeFileSync(join(env.OPENLLM_CONFIG_HOME, 'config.yaml'), configuration(provider.port));
    gateway = spawn(launcher, ['gateway', '--port', '0'], {
      env: { ...env, KEY: 'canary-provider-key' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { address, tokenFile } = await connectionInfo(gateway);
    const apiKey = readFileSync(tokenFile, 'utf8').trim();
    openai = new OpenAI({ baseURL: `${address}/v1`, apiKey, maxRetries: 0 });
    anthropic = new Anthropic({ baseURL: address, apiKey, maxRetries: 0 });
  });
  after(() => {
    gateway.kill();
    provider.close();
  });

  test('list the configured models', async () => {
    const ids = (await openai.models.list()).data.map(({ id }) => id);
    for (const dialect of Object.keys(dialectBases)) {
      assert.ok(ids.includes(`${dialect}/m`), dialect);
    }
  });

  test('are rejected without a valid token', async () => {
    const unauthorized = new OpenAI({ baseURL: openai.baseURL, apiKey: 'wrong', maxRetries: 0 });
    await assert.rejects(unauthorized.models.list(), OpenAI.AuthenticationError);
  });

  test('receive an error for a model that cannot create embeddings', async () => {
    await assert.rejects(openai.embeddings.create({ model: 'anthropic-messages/m', input: 'Hi' }), {
      status: 400,
      message: /anthropic-messages\/m cannot create embeddings/,
    });
  });

  for (const dialect of Object.keys(dialectBases).filter((name) => name !== 'anthropic-messages')) {
    // The OpenAI client requests base64 and reads nothing else. It would convert an array of numbers to a short vector
    // of zeros.
    test(`receive unmodified vectors from a ${dialect} model`, async () => {
      const texts = ['Grüße 👋', 'one', 'two'];
      const { data } = await openai.embeddings.create({ model: `${dialect}/m`, input: texts });
      assert.deepEqual(
        data.map(({ embedding }) => embedding),
        texts.map((text) => vectorOf(text)),
      );
    });
  }

  for (const dialect of Object.keys(dialectBases)) {
    const model = `${dialect}/m`;

    describe(`with a ${dialect} model`, () => {
      test('stream text and usage with the Chat Completions API', async () => {
        const stream = await openai.chat.completions.create({
          model,
          messages: [{ role: 'user', content: 'Hi' }],
          stream: true,
          stream_options: { include_usage: true },
        });
        let text = '';
        let total = 0;
        for await (const chunk of stream) {
          text += chunk.choices[0]?.delta.content ?? '';
          total = chunk.usage?.total_tokens ?? total;
        }
        assert.equal(text, 'Grüße 👋');
        assert.equal(total, 10);
      });

      test('call a tool and send its result with the Chat Completions API', async () => {
        const tools = [{ type: 'function' as const, function: { name: 'add', parameters: schema } }];
        const prompt = { role: 'user' as const, content: 'Add 2 and 3.' };
        const first = await openai.chat.completions.create({ model, messages: [prompt], tools });
        const message = first.choices[0]?.message;
        const call = message?.tool_calls?.[0];
        assert.ok(message && call?.type === 'function');
        assert.equal(first.choices[0]?.finish_reason, 'tool_calls');
        assert.deepEqual(JSON.parse(call.function.arguments), { a: 2, b: 3 });
        const result = { role: 'tool' as const, tool_call_id: call.id, content: 'The result is 5.' };
        const second = await openai.chat.completions.create({ model, messages: [prompt, message, result], tools });
        assert.equal(second.choices[0]?.message.content, 'The sum is 5.');
      });

      test('send an image with the Chat Completions API', async () => {
        const content = [{ type: 'image_url' as const, image_url: { url: `data:image/png;base64,${image}` } }];
        const response = await openai.chat.completions.create({ model, messages: [{ role: 'user', content }] });
        assert.equal(response.choices[0]?.message.content, 'The image shows a single pixel.');
      });

      test('receive a Chat Completions API error without the API key that the provider quoted', async () => {
        const request = openai.chat.completions.create({
          model,
          messages: [{ role: 'user', content: 'Return an authentication error.' }],
        });
        await assert.rejects(request, (error) => error instanceof OpenAI.APIError && isRedactedError(error.message));
      });

      test('receive text with the Responses API', async () => {
        const response = await openai.responses.create({ model, input: 'Hi' });
        assert.equal(response.output_text, 'Grüße 👋');
      });

      test('stream text and call a tool with the Messages API', async () => {
        const stream = anthropic.messages.stream({
          model,
          max_tokens: 100,
          messages: [{ role: 'user', content: 'Hi' }],
        });
        assert.equal(await stream.finalText(), 'Grüße 👋');
        const tools = [{ name: 'add', input_schema: schema }];
        const called = await anthropic.messages.create({
          model,
          max_tokens: 100,
          tools,
          messages: [{ role: 'user', content: 'Add 2 and 3.' }],
        });
        const use = called.content.find((block) => block.type === 'tool_use');
        assert.equal(called.stop_reason, 'tool_use');
        assert.deepEqual(use?.input, { a: 2, b: 3 });
      });

      test('receive a Messages API error without the API key that the provider quoted', async () => {
        const request = anthropic.messages.create({
          model,
          max_tokens: 100,
          messages: [{ role: 'user', content: 'Return an authentication error.' }],
        });
        await assert.rejects(request, (error) => error instanceof Anthropic.APIError && isRedactedError(error.message));
      });
    });
  }
});

function isRedactedError(message: string): boolean {
  return message.includes('Incorrect API key provided.') && !message.includes('canary-');
}

function configuration(port: number): string {
  const providers = Object.entries(dialectBases).map(
    ([dialect, base]) => `  - name: ${dialect}
    dialect: ${dialect}
    api_base: http://127.0.0.1:${port}${base}
    api_key_env: KEY
    models:
      - {id: m, tools: true, vision: true}
`,
  );
  return `discovery:\n  enabled: false\nproviders:\n${providers.join('')}`;
}

/** Returns the address and the token file that the gateway prints. */
async function connectionInfo(process: ChildProcess): Promise<{ address: string; tokenFile: string }> {
  let address: string | undefined;
  const lines = [process.stdout, process.stderr].map((stream) => stream && createInterface({ input: stream }));
  return new Promise((resolve, reject) => {
    process.once('exit', () => reject(new Error('The gateway ended before it listened.')));
    for (const reader of lines) {
      reader?.on('line', (line) => {
        address = /Anthropic API: +(http:\S+)/.exec(line)?.[1] ?? address;
        const tokenFile = /The gateway token is in (.+)\.$/.exec(line)?.[1];
        if (address && tokenFile) {
          resolve({ address, tokenFile });
        }
      });
    }
  });
}
