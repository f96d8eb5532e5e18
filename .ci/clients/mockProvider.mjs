// A provider of five dialects with a scripted model, which writes a file, reads two files in parallel, and reports that
// it is finished. Each run has its own URL, http://127.0.0.1:PORT/RUN/DIALECT, which identifies the requests of that
// run.
import { createServer } from 'node:http';

export const dialects = ['openai-chat', 'openai-responses', 'anthropic-messages', 'gemini', 'ollama'];
export const finalText = 'FINAL-TEXT: wrote one file and read two.';
export const written = 'Hello from the agent.\n';

/** @param {(run: string) => { workspace: string }} workspaceOf */
export async function startMock(workspaceOf) {
  const runs = new Map();
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const [, run, dialect] = request.url.split('/');
      const format = formats[dialect];
      if (request.method !== 'POST' || !format) {
        response.writeHead(404).end('{}');
        return;
      }
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
      const received = format.read(body);
      const log = runs.get(run) ?? { requests: 0, models: new Set(), results: [], tools: [], parallel: 0 };
      runs.set(run, log);
      log.requests += 1;
      log.models.add(body.model ?? request.url.replace(/.*models\/|:.*/g, ''));
      if (received.tools.length > log.tools.length) log.tools = received.tools;
      if (received.results.length >= log.results.length) log.results = received.results;
      const step = nextStep(received, workspaceOf(run).workspace);
      log.parallel = Math.max(log.parallel, step.calls?.length ?? 0);
      const streamed =
        dialect === 'gemini'
          ? request.url.includes('streamGenerateContent')
          : body.stream !== false && (dialect === 'ollama' || body.stream === true);
      const { type, text } = format.write(step, streamed);
      response.writeHead(200, { 'Content-Type': type }).end(text);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: server.address().port, log: (run) => runs.get(run), close: () => server.close() };
}

/** Returns the next step of the model, depending on what it has received. */
function nextStep({ tools, results, text }, workspace) {
  const file = `${workspace}/hello.txt`;
  if (tools.length === 0) {
    // Aider edits files in text form: an unknown model returns complete files.
    return /entire content of the updated file|entire file/i.test(text)
      ? { text: `hello.txt\n\`\`\`\n${written}\`\`\`\n\n${finalText}` }
      : { text: finalText };
  }
  const shell = tools.find(({ name }) =>
    /^(shell_command|shell|bash|run_shell_command|run_commands|exec_command|execute_command|run_terminal_command)$/i.test(
      name,
    ),
  );
  const write = tools.find(({ name }) =>
    /^(write|write_file|write_to_file|create|create_file|create_new_file|editor)$/i.test(name),
  );
  const read = tools.find(({ name }) => /^(read|read_file|view|read_files)$/i.test(name));
  if (!shell && !write) return { text: finalText }; // a title or a summary
  if (results.length === 0) {
    return {
      calls: [
        write ? call(write, file, written) : command(shell, `printf '${written.replace('\n', '\\n')}' > ${file}`),
      ],
    };
  }
  if (results.length === 1) {
    return {
      calls: [file, `${workspace}/README.md`].map((path) => (read ? call(read, path) : command(shell, `cat ${path}`))),
    };
  }
  const finish = tools.find(({ name }) => /^attempt_completion$/i.test(name));
  return finish ? { calls: [{ name: finish.name, args: { result: finalText } }] } : { text: finalText };
}

function call({ name, schema }, path, content) {
  const args = {};
  for (const [key, property] of Object.entries(schema?.properties ?? {})) {
    const required = schema.required?.includes(key);
    if (/^(files)$/i.test(key)) args[key] = property.items?.type === 'object' ? [{ path }] : [path];
    else if (/path|^file$/i.test(key) && property.type !== 'object' && !/paths|directory|glob/i.test(key))
      args[key] = path;
    else if (content !== undefined && /content|text$/i.test(key) && !/old/i.test(key)) args[key] = content;
    else if (key === 'command' && property.enum?.includes('create')) args[key] = 'create';
    else if (required) args[key] = anyValue(property);
  }
  return { name, args };
}

function command({ name, schema }, line) {
  const args = {};
  for (const [key, property] of Object.entries(schema?.properties ?? {})) {
    if (/^(command|cmd)$/.test(key)) args[key] = property.type === 'array' ? ['sh', '-c', line] : line;
    else if (key === 'commands') args[key] = [line];
    else if (schema.required?.includes(key)) args[key] = anyValue(property);
  }
  return { name, args };
}

function anyValue({ type, enum: choices }) {
  if (choices) return choices[0];
  return { boolean: false, integer: 1, number: 1, array: [], object: {} }[type] ?? 'step';
}

const textOf = (content) =>
  typeof content === 'string'
    ? content
    : (content ?? []).map((part) => part.text ?? textOf(part.content ?? [])).join('\n');
const sse = (events, named) =>
  events.map((event) => `${named ? `event: ${event.type}\n` : ''}data: ${JSON.stringify(event)}\n\n`).join('');
const usage = { input: 100, output: 10 };
let ids = 0;
const withIds = (calls) =>
  (calls ?? []).map((entry) => ({ ...entry, id: `call_${++ids}`, json: JSON.stringify(entry.args) }));

const formats = {
  'openai-chat': {
    read: (body) => ({
      tools: (body.tools ?? []).map((tool) => ({ name: tool.function.name, schema: tool.function.parameters })),
      results: body.messages.filter(({ role }) => role === 'tool').map(({ content }) => textOf(content)),
      text: body.messages.map(({ content }) => textOf(content)).join('\n'),
    }),
    write({ text, calls }, streamed) {
      const toolCalls = withIds(calls).map(({ id, name, json }, index) => ({
        index,
        id,
        type: 'function',
        function: { name, arguments: json },
      }));
      const message = { role: 'assistant', content: text ?? null, ...(calls ? { tool_calls: toolCalls } : {}) };
      const finish = calls ? 'tool_calls' : 'stop';
      const counts = {
        prompt_tokens: usage.input,
        completion_tokens: usage.output,
        total_tokens: usage.input + usage.output,
      };
      if (!streamed)
        return json({
          id: 'c1',
          object: 'chat.completion',
          choices: [{ index: 0, message, finish_reason: finish }],
          usage: counts,
        });
      return events([
        { id: 'c1', object: 'chat.completion.chunk', choices: [{ index: 0, delta: message }] },
        {
          id: 'c1',
          object: 'chat.completion.chunk',
          choices: [{ index: 0, delta: {}, finish_reason: finish }],
          usage: counts,
        },
      ]);
    },
  },
  'openai-responses': {
    read: (body) => {
      const input = typeof body.input === 'string' ? [{ content: body.input }] : body.input;
      return {
        tools: (body.tools ?? [])
          .filter(({ type }) => type === 'function')
          .map(({ name, parameters }) => ({ name, schema: parameters })),
        results: input.filter(({ type }) => type === 'function_call_output').map(({ output }) => textOf(output)),
        text: [body.instructions ?? '', ...input.map(({ content }) => textOf(content ?? ''))].join('\n'),
      };
    },
    write({ text, calls }, streamed) {
      const output = calls
        ? withIds(calls).map(({ id, name, json }) => ({
            type: 'function_call',
            id: `f${id}`,
            call_id: id,
            name,
            arguments: json,
            status: 'completed',
          }))
        : [
            {
              type: 'message',
              id: `m${++ids}`,
              role: 'assistant',
              status: 'completed',
              content: [{ type: 'output_text', text, annotations: [] }],
            },
          ];
      const response = {
        id: `r${++ids}`,
        object: 'response',
        status: 'completed',
        output,
        usage: { input_tokens: usage.input, output_tokens: usage.output, total_tokens: usage.input + usage.output },
      };
      if (!streamed) return json(response);
      const items = output.flatMap((item, output_index) => [
        {
          type: 'response.output_item.added',
          output_index,
          item: item.type === 'message' ? { ...item, content: [] } : { ...item, arguments: '' },
        },
        ...(item.type === 'message'
          ? [{ type: 'response.output_text.delta', item_id: item.id, output_index, content_index: 0, delta: text }]
          : [
              { type: 'response.function_call_arguments.delta', item_id: item.id, output_index, delta: item.arguments },
            ]),
        { type: 'response.output_item.done', output_index, item },
      ]);
      return events(
        [
          { type: 'response.created', response: { ...response, output: [] } },
          ...items,
          { type: 'response.completed', response },
        ],
        true,
      );
    },
  },
  'anthropic-messages': {
    read: (body) => {
      const blocks = body.messages.flatMap(({ content }) => (typeof content === 'string' ? [] : content));
      return {
        tools: (body.tools ?? []).map(({ name, input_schema }) => ({ name, schema: input_schema })),
        results: blocks.filter(({ type }) => type === 'tool_result').map(({ content }) => textOf(content)),
        text: [textOf(body.system), ...body.messages.map(({ content }) => textOf(content))].join('\n'),
      };
    },
    write({ text, calls }, streamed) {
      const content = calls
        ? withIds(calls).map(({ id, name, args }) => ({
            type: 'tool_use',
            id: id.replace('call', 'toolu'),
            name,
            input: args,
          }))
        : [{ type: 'text', text }];
      const counts = { input_tokens: usage.input, output_tokens: usage.output };
      const message = {
        id: `msg_${++ids}`,
        type: 'message',
        role: 'assistant',
        model: 'small',
        content,
        stop_reason: calls ? 'tool_use' : 'end_turn',
        stop_sequence: null,
        usage: counts,
      };
      if (!streamed) return json(message);
      const blocks = content.flatMap((block, index) => [
        {
          type: 'content_block_start',
          index,
          content_block: block.type === 'text' ? { type: 'text', text: '' } : { ...block, input: {} },
        },
        {
          type: 'content_block_delta',
          index,
          delta:
            block.type === 'text'
              ? { type: 'text_delta', text }
              : { type: 'input_json_delta', partial_json: JSON.stringify(block.input) },
        },
        { type: 'content_block_stop', index },
      ]);
      return events(
        [
          { type: 'message_start', message: { ...message, content: [], stop_reason: null } },
          ...blocks,
          { type: 'message_delta', delta: { stop_reason: message.stop_reason, stop_sequence: null }, usage: counts },
          { type: 'message_stop' },
        ],
        true,
      );
    },
  },
  gemini: {
    read: (body) => {
      const parts = body.contents.flatMap(({ parts }) => parts);
      return {
        tools: (body.tools ?? [])
          .flatMap(({ functionDeclarations }) => functionDeclarations ?? [])
          .map((tool) => ({ name: tool.name, schema: lowerTypes(tool.parametersJsonSchema ?? tool.parameters) })),
        results: parts
          .filter((part) => part.functionResponse)
          .map((part) => JSON.stringify(part.functionResponse.response)),
        text: [...(body.systemInstruction?.parts ?? []), ...parts].map(({ text }) => text ?? '').join('\n'),
      };
    },
    write({ text, calls }, streamed) {
      const parts = calls ? calls.map(({ name, args }) => ({ functionCall: { name, args } })) : [{ text }];
      const response = {
        candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP', index: 0 }],
        usageMetadata: {
          promptTokenCount: usage.input,
          candidatesTokenCount: usage.output,
          totalTokenCount: usage.input + usage.output,
        },
      };
      return streamed ? events([response]) : json(response);
    },
  },
  ollama: {
    read: (body) => ({
      tools: (body.tools ?? []).map((tool) => ({ name: tool.function.name, schema: tool.function.parameters })),
      results: body.messages.filter(({ role }) => role === 'tool').map(({ content }) => textOf(content)),
      text: body.messages.map(({ content }) => textOf(content)).join('\n'),
    }),
    write({ text, calls }, streamed) {
      const message = {
        role: 'assistant',
        content: text ?? '',
        ...(calls ? { tool_calls: calls.map(({ name, args }) => ({ function: { name, arguments: args } })) } : {}),
      };
      const end = {
        model: 'small',
        done: true,
        done_reason: 'stop',
        prompt_eval_count: usage.input,
        eval_count: usage.output,
      };
      if (!streamed) return json({ ...end, message });
      const lines = [
        { model: 'small', message, done: false },
        { ...end, message: { role: 'assistant', content: '' } },
      ];
      return { type: 'application/x-ndjson', text: lines.map((line) => JSON.stringify(line) + '\n').join('') };
    },
  },
};

/** Converts type names to lowercase. Gemini uses uppercase type names in schemas. */
function lowerTypes(schema) {
  if (Array.isArray(schema)) return schema.map(lowerTypes);
  if (schema === null || typeof schema !== 'object') return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === 'type' && typeof value === 'string' ? value.toLowerCase() : lowerTypes(value),
    ]),
  );
}

function json(value) {
  return { type: 'application/json', text: JSON.stringify(value) };
}

function events(list, named = false) {
  return { type: 'text/event-stream', text: sse(list, named) };
}
