import { OpenLlmError, type OpenLlmConnection } from '@open-llm/client';
import * as vscode from 'vscode';
import { ActiveChat } from '../chat/activeChat.js';
import { toAttachment, chooseFiles, readAttachment, selectionAttachment } from '../chat/attach.js';
import { CodeProposals } from '../chat/code.js';
import { Efforts } from '../chat/efforts.js';
import { sessionToMarkdown } from '../chat/exportMarkdown.js';
import { DraftStore } from '../chat/draftStore.js';
import { chooseModel } from '../chat/model.js';
import { openLink } from '../chat/openLink.js';
import { PendingQuestions, type SendArgument } from '../chat/pendingQuestions.js';
import type { Attachment } from '../chat/session.js';
import { pickSession } from '../chat/sessionPicker.js';
import { SessionStore } from '../chat/sessionStore.js';
import { ChatTools, toolTitles } from '../chat/tools.js';
import { findFiles } from '../chat/findFiles.js';
import { distinctName, withProviderNames } from '../model/providerNames.js';
import { addServer } from '../command/addProvider.js';
import { findFirstModel } from '../command/firstModel.js';
import { pasteKey } from '../command/keys.js';
import { messageOf } from '../model/errors.js';
import { translate } from '../l10n.js';
import { tools } from '../relay/tools.js';
import { currentTimeMs } from '../currentTimeMs.js';
import { chatCommands, type ChatApi, type ChatEvents, type SetupMethod } from './api/chat.js';
import { isDiscoveryEnabled } from './discovery.js';
import { Page, type Routes } from './page.js';

/** The dependencies of the view. */
export interface ChatViewParts {
  readonly context: vscode.ExtensionContext;
  readonly connection: () => Promise<OpenLlmConnection>;
}

const modelKey = 'chat.model';
/** Whether messages from the command `openLLM.chat.send` are sent immediately or only after confirmation. */
const sendSetting = 'openLLM.chat.sendCommand';

/** The extension that called a command. */
export interface CallingExtension {
  readonly id: string;
  /** The display name. */
  readonly name: string;
}

/** The chat in the side bar. The conversation is managed by this class, so the page can be closed and reopened. */
export class ChatView implements vscode.Disposable, vscode.WebviewViewProvider {
  static readonly type = 'openLLM.chatView';
  readonly #parts: ChatViewParts;
  readonly #store: SessionStore;
  readonly #chat: ActiveChat;
  readonly #tools: ChatTools;
  readonly #efforts: Efforts;
  readonly #pending = new PendingQuestions();
  readonly #code = new CodeProposals();
  readonly #drafts: DraftStore;
  /** Resolves when the previously open chat has been restored. */
  readonly #restored: Promise<void>;
  readonly #registrations: vscode.Disposable;
  #view: vscode.WebviewView | undefined;
  #page: Page<ChatApi, ChatEvents> | undefined;
  /** The number of loaded pages. There can be two while the view is being moved. */
  #pagesReady = 0;
  #focusPending = false;

  constructor(parts: ChatViewParts) {
    const { context, connection } = (this.#parts = parts);
    this.#store = new SessionStore(vscode.Uri.joinPath(context.globalStorageUri, 'chats').fsPath);
    this.#tools = new ChatTools(context.globalState);
    this.#efforts = new Efforts(context.globalState);
    this.#chat = new ActiveChat({
      store: this.#store,
      response: {
        chat: async (params, options) => (await connection()).chat(params, options),
        callTool: tools.call,
        effort: (model) => this.#efforts.effortFor(model),
        now: () => performance.now(),
        toolTitle: (name) => toolTitles().get(name),
        words: vscode.l10n,
      },
      tools: () => this.#tools.definitions(),
      workspace: () => vscode.workspace.name,
      wallClock: currentTimeMs,
      onSaveFailed: (failure) =>
        void vscode.window.showWarningMessage(
          vscode.l10n.t('The chat could not be saved: {0}', messageOf(OpenLlmError.from(failure), translate)),
        ),
    });
    this.#drafts = new DraftStore(context.workspaceState, (context.storageUri ?? context.globalStorageUri).fsPath);
    this.#restored = this.#drafts.restore(this.#chat);
    this.#pending.onChange((question) => this.#page?.sendEvent('pendingQuestion', question ?? null));
    this.#registrations = vscode.Disposable.from(
      this.#code,
      this.#chat,
      this.#chat.subscribe(() => this.#updateDescription()),
      vscode.window.registerWebviewViewProvider(ChatView.type, this),
    );
  }

  /** Called by VS Code when the view is shown for the first time, and again after it was moved. */
  resolveWebviewView(view: vscode.WebviewView): void {
    const { context } = this.#parts;
    const page = new Page<ChatApi, ChatEvents>(view.webview, context.extensionUri, 'chat', 'Open LLM', this.#routes());
    this.#view = view;
    this.#page = page;
    this.#updateDescription();
    view.onDidDispose(() => {
      page.dispose();
      if (this.#page === page) {
        this.#view = undefined;
        this.#page = undefined;
      }
    });
  }

  /** Shows the view and moves the focus to the input box. */
  async focus(): Promise<void> {
    await vscode.commands.executeCommand(`${ChatView.type}.focus`);
    if (this.#pagesReady > 0) {
      this.#page?.sendEvent('focus', null);
    } else {
      this.#focusPending = true; // a loaded page has already received the event
    }
  }

  /** Shows an empty chat with the model selected, and moves the focus to the input box. */
  async focusModel(model: string): Promise<void> {
    await this.#selectModel(model);
    await this.#restored;
    if (this.#chat.session.turns.length > 0) {
      await this.#chat.startNew();
    }
    await this.focus();
  }

  async startNew(): Promise<void> {
    await this.#restored;
    await this.#chat.startNew();
    await this.focus();
  }

  /**
   * Shows the view and sends a message.
   *
   * @param consumer the ID of the extension on whose behalf the message is sent; by default, the message is sent for
   *     the user
   */
  async send({ text, model, newChat }: SendArgument, consumer?: string): Promise<void> {
    await this.#restored;
    await this.focus();
    if (newChat) {
      await this.#chat.startNew();
    }
    await this.#chat.send(text, model ?? (await this.#chooseModel()), consumer);
  }

  /**
   * Sends a message from a command after confirmation, or immediately if the user chose that.
   *
   * @param caller the calling extension; undefined if VS Code does not reveal it, for example for a keyboard shortcut
   */
  async sendFromCommand(question: SendArgument, caller: CallingExtension | undefined): Promise<void> {
    if (vscode.workspace.getConfiguration().get<string>(sendSetting) === 'send') {
      return this.send(question, caller?.id);
    }
    this.#pending.put({ ...question, ...(caller ? { from: caller.name } : {}) });
    await vscode.commands.executeCommand(`${ChatView.type}.focus`);
  }

  /** Attaches a file, or the selection in the editor, to the next message. */
  async attach(file: vscode.Uri | undefined): Promise<void> {
    this.#chat.attach(file ? await readAttachment(file) : selectionAttachment());
    await this.focus();
  }

  /** Lets the user find an earlier chat and opens it. */
  async history(): Promise<void> {
    const id = await pickSession(this.#store, (deleted) => this.#chat.delete(deleted));
    if (id !== undefined && (await this.#chat.open(id))) {
      await this.focus();
    }
  }

  /** Opens the chat as a Markdown document. */
  async export(): Promise<void> {
    const { session } = this.#chat;
    if (session.turns.length === 0) {
      throw OpenLlmError.of('invalid_request', vscode.l10n.t('This chat is empty.'));
    }
    const { models } = await (await this.#parts.connection()).models().catch(() => ({ models: [] }));
    const content = sessionToMarkdown(session, (id) => distinctName(models, id));
    const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
    await vscode.window.showTextDocument(document);
  }

  /** Called when models were added or removed, or an API key was added. */
  modelsChanged(): void {
    this.#page?.sendEvent('models', null);
  }

  dispose(): void {
    this.#registrations.dispose();
    this.#page?.dispose();
  }

  #routes(): Routes<ChatApi> {
    const chat = this.#chat;
    const { context, connection } = this.#parts;
    return {
      'chat/follow': async (_, { signal, progress }) => {
        await this.#restored;
        return new Promise((resolve) => {
          const subscription = chat.subscribe(progress);
          this.#pagesReady++;
          signal.addEventListener('abort', () => {
            this.#pagesReady--;
            subscription.dispose();
            resolve(null);
          });
          if (this.#focusPending) {
            this.#page?.sendEvent('focus', null);
          }
          this.#focusPending = false;
        });
      },
      'chat/send': ({ text, model }) => withoutResult(chat.send(text, model)),
      'chat/edit': ({ turn, text, model }) => withoutResult(chat.edit(turn, text, model)),
      'chat/retry': ({ turn, model }) => withoutResult(chat.retry(turn, model)),
      'chat/version': ({ turn, version }) => withoutResult(chat.showVersion(turn, version)),
      'chat/stop': () => withoutResult(chat.stop()),
      'draft/kept': async () => {
        await this.#restored;
        return { text: this.#drafts.draft };
      },
      'draft/keep': async ({ text }) => {
        this.#drafts.saveDraft(text);
        return null;
      },
      'local/look': async () => {
        await (await connection()).providers();
        return isDiscoveryEnabled(await (await connection()).showConfig());
      },
      'setup/add': ({ by }) => withoutResult(this.#addProvider(by)),
      'models/list': async (params, { signal }) => {
        const [{ models, ...rest }, { providers }] = await Promise.all([
          (await connection()).models(params, { signal }),
          (await connection()).providers(),
        ]);
        return { ...rest, models: [...withProviderNames(models, providers)] };
      },
      'model/chosen': async () => {
        const model = context.globalState.get<string>(modelKey);
        return { ...(model === undefined ? {} : { model }), efforts: this.#efforts.all };
      },
      'model/choose': ({ model }) => withoutResult(context.globalState.update(modelKey, model)),
      'effort/choose': ({ model, effort }) => withoutResult(this.#efforts.choose(model, effort)),
      'pendingQuestion/waiting': async () => ({ question: this.#pending.current ?? null }),
      'pendingQuestion/send': ({ model, always }) => withoutResult(this.#sendPending(model, always)),
      'pendingQuestion/drop': async () => {
        this.#pending.take();
        return null;
      },
      'tools/count': async () => this.#tools.count(),
      'tools/choose': async () => {
        await this.#tools.choose();
        return this.#tools.count();
      },
      'attach/files': async () => this.#attach(await chooseFiles()),
      'attach/find': ({ text }) => findFiles(text),
      'attach/selection': async () => this.#attach([selectionAttachment()]),
      'attach/dropped': ({ uris }) => withoutResult(this.#attachFiles(uris.map((uri) => vscode.Uri.parse(uri, true)))),
      'attach/data': async ({ name, mimeType, base64 }) =>
        this.#attach([toAttachment(name, mimeType, Buffer.from(base64, 'base64'))]),
      'attach/remove': async ({ index }) => {
        chat.detach(index);
        return null;
      },
      'code/copy': ({ code }) => withoutResult(vscode.env.clipboard.writeText(code)),
      'code/insert': ({ code }) => withoutResult(this.#code.insert(code)),
      'code/apply': ({ code }) => withoutResult(this.#code.propose(code)),
      'link/open': ({ href }) => withoutResult(openLink(href)),
      'command/run': async ({ command, provider }) => {
        if (chatCommands.includes(command)) {
          await vscode.commands.executeCommand(`openLLM.${command}`, provider);
        }
        return null;
      },
    };
  }

  async #selectModel(model: string): Promise<void> {
    await this.#parts.context.globalState.update(modelKey, model);
    this.#page?.sendEvent('chosen', model);
  }

  /** Opens a chat with a model of the new provider, or shows the problem with the provider. */
  async #addProvider(by: SetupMethod): Promise<void> {
    const connection = await this.#parts.connection();
    const added = await (by === 'key'
      ? pasteKey(connection, { store: 'vscode', level: 'user' })
      : addServer(connection));
    if (added === undefined) {
      return;
    }
    const model = await vscode.window.withProgress({ location: { viewId: ChatView.type } }, () =>
      findFirstModel(connection, added),
    );
    if (model === undefined) {
      await vscode.commands.executeCommand('openLLM.configure', added);
    } else {
      await this.#selectModel(model);
      await this.focus();
    }
  }

  async #sendPending(model: string, always: boolean): Promise<void> {
    if (always) {
      await vscode.workspace.getConfiguration().update(sendSetting, 'send', vscode.ConfigurationTarget.Global);
    }
    const question = this.#pending.take();
    if (!question) {
      return;
    }
    try {
      await this.send({ ...question, model: question.model ?? model });
    } catch (failure) {
      this.#pending.put(question);
      throw failure;
    }
  }

  /** A file that cannot be attached does not affect the others. */
  async #attachFiles(files: readonly vscode.Uri[]): Promise<void> {
    const results = await Promise.allSettled(files.map(readAttachment));
    this.#attach(results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
    const failed = results.find((one) => one.status === 'rejected');
    if (failed) {
      throw failed.reason;
    }
  }

  #attach(attachments: readonly Attachment[]): null {
    attachments.forEach((attachment) => this.#chat.attach(attachment));
    return null;
  }

  async #chooseModel(): Promise<string> {
    const models = await (await this.#parts.connection()).models();
    const model = chooseModel(models, this.#parts.context.globalState.get<string>(modelKey));
    if (model === undefined) {
      throw OpenLlmError.of(
        'config',
        vscode.l10n.t('No models are available yet.'),
        vscode.l10n.t('Run the “Open LLM: Providers and Models” command.'),
      );
    }
    return model;
  }

  #updateDescription(): void {
    if (this.#view) {
      this.#view.description = this.#chat.session.title;
    }
  }
}

async function withoutResult(work: Thenable<unknown>): Promise<null> {
  await work;
  return null;
}
