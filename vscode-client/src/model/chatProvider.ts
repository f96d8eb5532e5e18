import { OpenLlmError, type MessageTemplate, type ModelInfo, type OpenLlmConnection } from '@open-llm/client';
import * as vscode from 'vscode';
import { translate } from '../l10n.js';
import { ResponseReporter } from './answer.js';
import { isVsCodeChat, toVsCodeError } from './errors.js';
import { toMessage } from './messages.js';
import type { ModelList } from './modelList.js';
import { lastingNotice } from './passingNotice.js';
import { withProviderNames } from './providerNames.js';
import type { ProviderList } from './providerList.js';
import { toPickerModels, type PickerStrings } from './pickerModel.js';
import { toChatParams } from './request.js';
import type { TokenCounter } from './tokenCounter.js';
import type { ListingOptions, PartConstructors, PickerModel, RequestOptions } from './unstable.js';

/** The dependencies of the language model provider. */
export interface ChatProviderParts {
  readonly models: ModelList;
  readonly providers: ProviderList;
  /**
   * Returns the models to list: the models of the group or, without a configuration, all models that belong to no
   * group.
   */
  readonly list: (configuration: ListingOptions['configuration']) => Promise<readonly ModelInfo[]>;
  readonly tokens: TokenCounter;
  /** Returns the connection to the server. If the server is starting, waits until it is running. */
  readonly connection: () => Promise<OpenLlmConnection>;
  readonly log: vscode.LogOutputChannel;
  /** Called when the VS Code chat has used a model. */
  readonly usedByChat: () => void;
}

/** Provides the models to VS Code: to `vscode.lm`, the built-in chat, and every extension that uses them. */
export class OpenLlmChatProvider implements vscode.LanguageModelChatProvider<PickerModel>, vscode.Disposable {
  readonly #parts: ChatProviderParts;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeLanguageModelChatInformation = this.#changed.event;

  constructor(parts: ChatProviderParts) {
    this.#parts = parts;
    parts.models.onDidChange(() => this.#changed.fire());
    parts.providers.onDidRename(() => this.#changed.fire());
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** Returns the cached list because VS Code can request the models several times per second. Never shows a message. */
  async provideLanguageModelChatInformation({ configuration }: ListingOptions): Promise<PickerModel[]> {
    try {
      const models = toPickerModels(
        withProviderNames(await this.#parts.list(configuration), this.#parts.providers.current),
        words,
      );
      // Without a detail, VS Code shows the name of the group.
      return configuration === undefined ? models : models.map(({ detail: _, ...model }) => model);
    } catch (failure) {
      const error = OpenLlmError.from(failure);
      this.#parts.log.warn(`The models could not be listed. ${error.message}`);
      if (configuration === undefined) {
        return [];
      }
      // VS Code shows the error next to the group.
      throw toVsCodeError(error, vscode.LanguageModelError, translate);
    }
  }

  async provideLanguageModelChatResponse(
    model: PickerModel,
    messages: readonly vscode.LanguageModelChatRequestMessage[],
    options: RequestOptions,
    progress: vscode.Progress<vscode.LanguageModelResponsePart>,
    token: vscode.CancellationToken,
  ): Promise<void> {
    if (isVsCodeChat(options.requestInitiator)) {
      this.#parts.usedByChat();
    }
    const cancellation = new AbortController();
    const subscription = token.onCancellationRequested(() => cancellation.abort());
    if (token.isCancellationRequested) {
      cancellation.abort();
    }
    try {
      const connection = await this.#parts.connection();
      const reporter = new ResponseReporter(vscode satisfies PartConstructors, {
        modelId: model.id,
        translateNotice: isVsCodeChat(options.requestInitiator) ? noticeInChat : undefined,
        report: (part) => progress.report(part as vscode.LanguageModelResponsePart),
      });
      const result = await connection.chat(toChatParams(this.#requireModel(model), messages, options), {
        signal: cancellation.signal,
        onEvent: (event) => {
          if (event.type === 'notice') {
            this.#parts.log.info(`${model.id}: ${event.message}`);
          }
          reporter.event(event);
        },
      });
      reporter.end(result);
    } catch (failure) {
      throw this.#toVsCodeError(model, OpenLlmError.from(failure), options.requestInitiator);
    } finally {
      subscription.dispose();
    }
  }

  async provideTokenCount(model: PickerModel, text: string | vscode.LanguageModelChatRequestMessage): Promise<number> {
    return this.#parts.tokens.count(model.id, typeof text === 'string' ? text : toMessage(text));
  }

  #requireModel(model: PickerModel): ModelInfo {
    const info = this.#parts.models.find(model.id);
    if (!info) {
      throw OpenLlmError.of(
        'model_not_found',
        vscode.l10n.t('The model {0} is no longer available.', model.id),
        vscode.l10n.t('Choose another model, or add this model in the settings again.'),
      );
    }
    return info;
  }

  #toVsCodeError(model: PickerModel, error: OpenLlmError, initiator: string | undefined): Error {
    if (error.kind === 'cancelled') {
      return new vscode.CancellationError();
    }
    this.#parts.log.error(`${model.id}: ${error.kind}: ${error.message}`);
    return toVsCodeError(error, vscode.LanguageModelError, translate, initiator);
  }
}

/** The VS Code chat retains the notice unchanged above the response. */
const noticeInChat = (message: string, template?: MessageTemplate): string => lastingNotice(message, template, words);

const words: PickerStrings = {
  t: (message, ...args) => vscode.l10n.t(message, ...args),
  warningIcon: new vscode.ThemeIcon('warning'),
};
