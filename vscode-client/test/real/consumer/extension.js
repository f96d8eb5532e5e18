// An extension that uses `vscode.lm`. It fetches commands from the test that started VS Code, and posts their results.
const vscode = require('vscode');

const control = process.env.OPEN_LLM_TEST_CONTROL;

exports.activate = () => {
  vscode.lm.registerLanguageModelChatProvider('constant', constantProvider);
  for (const [name, tool] of Object.entries(tools)) {
    vscode.lm.registerTool(name, tool);
  }
  void runCommands();
};

async function runCommands() {
  const workspace = encodeURIComponent(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '');
  for (;;) {
    const response = await fetch(`${control}/next?workspace=${workspace}`).catch(() => undefined);
    if (!response?.ok) {
      return;
    }
    const { id, action, argument } = await response.json();
    void Promise.resolve()
      .then(() => actions[action](argument))
      .then(
        (value) => ({ value: value ?? null }),
        (error) => ({ error: { name: error.name, message: error.message, code: error.code, stack: error.stack } }),
      )
      .then((outcome) =>
        fetch(`${control}/done?workspace=${workspace}`, { method: 'POST', body: JSON.stringify({ id, ...outcome }) }),
      );
  }
}

/** The state of the tool `consumer_wait`. */
const waiting = { started: Promise.withResolvers(), stopped: Promise.withResolvers() };

const tools = {
  get_weather: {
    prepareInvocation: ({ input }) => ({
      confirmationMessages: { title: 'Get the weather', message: `Get the current weather in ${input.city}?` },
    }),
    invoke: ({ input }) =>
      new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(`21 °C in ${input.city}`)]),
  },
  consumer_greet: {
    prepareInvocation: ({ input }) => ({
      confirmationMessages: { title: `Greet ${input.name}?`, message: 'The tool returns a greeting.' },
    }),
    invoke: ({ input }) =>
      new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(`Hello, ${input.name}.`)]),
  },
  consumer_wait: {
    invoke: async (_options, token) => {
      token.onCancellationRequested(waiting.stopped.resolve);
      waiting.started.resolve();
      await waiting.stopped.promise;
      throw new vscode.CancellationError();
    },
  },
  consumer_fail: {
    invoke: () => {
      throw new Error('The service is unavailable.');
    },
  },
};

const actions = {
  /** Resolves when the tool `consumer_wait` has started or was canceled. */
  waiting: async (state) => void (await waiting[state].promise),

  /** Runs the README example for extensions unmodified. */
  quickStart: async (code) => {
    const example = {};
    new Function('require', 'exports', code)(require, example);
    let text = '';
    await example.ask((chunk) => (text += chunk));
    return text;
  },

  models: async (selector) =>
    (await vscode.lm.selectChatModels(selector)).map(({ id, vendor, family, version, name, maxInputTokens }) => ({
      id,
      vendor,
      family,
      version,
      name,
      maxInputTokens,
    })),

  askThroughApi: async ({ extension, prompt }) => {
    const { exports } = vscode.extensions.getExtension('open-llm.open-llm-provider');
    return exports.getAPI(1, { extension: { id: extension } }).complete(prompt);
  },

  send: async ({ vendor = 'open-llm', model: id, messages, tools, toolMode, cancelAtFirstPart }) => {
    const [model] = await vscode.lm.selectChatModels({ vendor, id });
    const cancellation = new vscode.CancellationTokenSource();
    const response = await model.sendRequest(messages.map(toMessage), { tools, toolMode }, cancellation.token);
    const parts = [];
    let cancelledAt;
    try {
      for await (const part of response.stream) {
        parts.push(fromPart(part));
        if (cancelAtFirstPart) {
          cancelledAt = Date.now();
          cancellation.cancel();
        }
      }
    } catch (error) {
      if (!cancelAtFirstPart) {
        throw error;
      }
    }
    return { parts, cancelledAt };
  },

  countTokens: async ({ vendor, id, texts }) => {
    const [model] = await vscode.lm.selectChatModels({ vendor, id });
    const startedAt = performance.now();
    const counts = await Promise.all(texts.map((text) => model.countTokens(text)));
    return { counts, ms: performance.now() - startedAt };
  },

  command: ({ name, argument }) => vscode.commands.executeCommand(name, argument),

  setting: ({ name, value }) =>
    vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global),

  openFile: async (path) => void (await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false })),

  isTrusted: () => vscode.workspace.isTrusted,

  openWithText: async ({ path, text }) => {
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
    const { document } = editor;
    // An edit is rejected if the text changes at the same time, for example because the file was reloaded.
    while (document.getText() !== text || document.isDirty) {
      await editor.edit((edits) => edits.replace(new vscode.Range(0, 0, document.lineCount, 0), text));
      await document.save();
    }
  },

  completions: async ({ path, line, column }) => {
    const position = [vscode.Uri.file(path), new vscode.Position(line, column)];
    const { items } = await vscode.commands.executeCommand('vscode.executeCompletionItemProvider', ...position);
    return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
  },

  hovers: async ({ path, line, column }) => {
    const position = [vscode.Uri.file(path), new vscode.Position(line, column)];
    const hovers = await vscode.commands.executeCommand('vscode.executeHoverProvider', ...position);
    return hovers.flatMap(({ contents }) =>
      contents.map(({ value }) => value.replaceAll('&nbsp;', ' ').replaceAll('\\', '')),
    );
  },

  problems: (path) =>
    vscode.languages.getDiagnostics(vscode.Uri.file(path)).map(({ message, range }) => ({
      message,
      line: range.start.line + 1,
      column: range.start.character + 1,
    })),
};

function toMessage({ role, parts }) {
  const content = parts.map(toPart);
  return role === 'assistant'
    ? vscode.LanguageModelChatMessage.Assistant(content)
    : vscode.LanguageModelChatMessage.User(content);
}

function toPart(part) {
  switch (part.type) {
    case 'text':
      return new vscode.LanguageModelTextPart(part.text);
    case 'image':
      return vscode.LanguageModelDataPart.image(Buffer.from(part.data, 'base64'), part.mimeType);
    case 'toolCall':
      return new vscode.LanguageModelToolCallPart(part.callId, part.name, part.input);
    case 'toolResult':
      return new vscode.LanguageModelToolResultPart(part.callId, [new vscode.LanguageModelTextPart(part.text)]);
  }
}

function fromPart(part) {
  if (part instanceof vscode.LanguageModelTextPart) {
    return { type: 'text', text: part.value };
  }
  if (part instanceof vscode.LanguageModelToolCallPart) {
    return { type: 'toolCall', callId: part.callId, name: part.name, input: part.input };
  }
  if (part instanceof vscode.LanguageModelDataPart) {
    return { type: 'data', mimeType: part.mimeType, text: Buffer.from(part.data).toString('utf8') };
  }
  return { type: 'thinking', text: String(part.value) };
}

/** A provider with constant results, for measuring the overhead of VS Code when tokens are counted. */
const constantProvider = {
  provideLanguageModelChatInformation: () => [
    {
      id: 'one',
      name: 'One',
      family: 'one',
      version: '1',
      maxInputTokens: 1000,
      maxOutputTokens: 1000,
      capabilities: {},
    },
  ],
  provideLanguageModelChatResponse: async (_model, _messages, _options, progress) =>
    progress.report(new vscode.LanguageModelTextPart('Hello from One.')),
  provideTokenCount: async () => 1,
};
