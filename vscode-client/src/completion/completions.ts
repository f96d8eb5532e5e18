import { OpenLlmError, type ModelInfo } from '@open-llm/client';
import * as vscode from 'vscode';
import { localizeError } from '../l10n.js';
import { joinSentences } from '../model/joinSentences.js';
import type { ModelList } from '../model/modelList.js';
import type { ProblemsView } from '../relay/problems.js';
import type { SupervisedServer } from '../server/supervisedServer.js';
import { currentTimeMs } from '../currentTimeMs.js';
import { AcceptedSuggestions } from './acceptedSuggestions.js';
import { chooseModel } from './chooseModel.js';
import { ChosenModel } from './chosenModel.js';
import { CompletionEngine } from './completionEngine.js';
import { showCompletionMenu } from './completionMenu.js';
import {
  acceptedCommand,
  CompletionProvider,
  type AcceptedSuggestion,
  type DocumentRequest,
} from './completionProvider.js';
import { stateOf, type CompletionState } from './completionState.js';
import { CompletionStatusItem } from './completionStatusItem.js';
import { DocumentRules, toggleLanguage } from './documentRules.js';
import type { Exclusion } from './exclusions.js';
import { FailureBackoff } from './failureBackoff.js';
import { ModelSuggestion } from './modelSuggestion.js';
import { RecentDocuments } from './recentDocuments.js';
import { Snooze } from './snooze.js';
import { Statistics, type SuggestionCounts } from './statistics.js';
import { TypingRhythm } from './typingRhythm.js';

/** The consumer ID for consent, limits, and the usage record. It represents the product itself, as in the chat view. */
const ownConsumer = 'open-llm';
const countsKey = 'completion.counts';

export interface CompletionParts {
  readonly context: vscode.ExtensionContext;
  readonly server: SupervisedServer;
  readonly models: ModelList;
  readonly problems: Pick<ProblemsView, 'onDidChange'>;
  /** Writes a line to the log, with API keys masked. */
  readonly log: (line: string) => void;
}

/** Inline completions. They are active while a model is chosen for them and the workspace is trusted. */
export class Completions implements vscode.Disposable {
  readonly #parts: CompletionParts;
  readonly #chosenModel: ChosenModel;
  readonly #suggestion: ModelSuggestion;
  readonly #subscriptions: vscode.Disposable;
  #running: RunningCompletions | undefined;

  constructor(parts: CompletionParts) {
    const { context, server, models, problems } = parts;
    this.#parts = parts;
    this.#chosenModel = new ChosenModel(async (params) => (await server.connection()).showConfig(params));
    this.#suggestion = new ModelSuggestion(context.globalState);
    this.#subscriptions = vscode.Disposable.from(
      this.#chosenModel.onDidChange(() => this.#update()),
      models.onDidChange(() => void this.#chosenModel.refresh().then(() => this.#suggest())),
      // The server reports problems each time after it has read the configuration.
      problems.onDidChange(() => void this.#refresh()),
      server.onDidChangeState(({ kind }) => kind === 'ready' && void this.#refresh()),
      vscode.workspace.onDidChangeConfiguration(
        (event) => event.affectsConfiguration('openLLM') && void this.#refresh(),
      ),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#update()),
      vscode.commands.registerCommand(acceptedCommand, (accepted: AcceptedSuggestion) =>
        this.#running?.accepted(accepted),
      ),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#suggestion.dispose();
    this.#running?.dispose();
  }

  /** Shows the menu of inline completions or, if they are turned off, lets the user choose a model. */
  showMenu(): Promise<void> {
    return this.#running ? this.#running.showMenu() : this.choose();
  }

  async choose(): Promise<void> {
    const models: readonly ModelInfo[] = await this.#parts.models.all();
    await chooseModel(models, this.#chosenModel.current);
  }

  async #refresh(): Promise<void> {
    await this.#chosenModel.refresh();
    this.#running?.settingsChanged();
    this.#suggest();
  }

  #update(): void {
    const model = this.#chosenModel.current;
    this.#running?.dispose();
    this.#running =
      model === '' || !vscode.workspace.isTrusted ? undefined : new RunningCompletions(this.#parts, model);
  }

  #suggest(): void {
    void this.#suggestion.update(this.#parts.models.current, this.#chosenModel.current !== '');
  }
}

/** Active inline completions with one model. */
class RunningCompletions implements vscode.Disposable {
  readonly #model: string;
  readonly #rules = new DocumentRules();
  readonly #recent = new RecentDocuments(this.#rules);
  readonly #rhythm = new TypingRhythm();
  readonly #statistics: Statistics;
  readonly #accepted: AcceptedSuggestions;
  readonly #failures: FailureBackoff;
  readonly #engine: CompletionEngine<DocumentRequest>;
  readonly #snooze = new Snooze({ elapsed: () => performance.now(), timeOfDay: currentTimeMs }, () =>
    this.#snoozeChanged(),
  );
  readonly #status = new CompletionStatusItem('openLLM.completion.showMenu');
  readonly #registrations: vscode.Disposable;
  #working = false;
  #exclusion: Exclusion | undefined;

  constructor({ context, server, log }: CompletionParts, model: string) {
    this.#model = model;
    this.#failures = new FailureBackoff(log, () => performance.now());
    this.#statistics = new Statistics(
      {
        load: () => context.globalState.get<SuggestionCounts>(countsKey),
        save: (counts) => void context.globalState.update(countsKey, counts),
      },
      currentTimeMs,
    );
    this.#accepted = new AcceptedSuggestions(this.#statistics);
    this.#engine = new CompletionEngine<DocumentRequest>({
      send: async (request, { signal, onText }) => {
        const connection = await server.connection();
        const { text } = await connection.completeInline(await request.params(), {
          signal,
          onEvent: (event) => event.type === 'text' && onText(event.text),
        });
        return text;
      },
      onWorkingChanged: (now) => {
        this.#working = now;
        this.#show();
      },
      failed: (failure) => {
        this.#failures.add(OpenLlmError.from(failure).info);
        this.#show();
      },
      succeeded: () => this.#failures.clear(),
      mayRequest: () => this.#failures.mayRequest(),
      rhythm: this.#rhythm,
      now: () => performance.now(),
    });
    const provider = new CompletionProvider({
      engine: this.#engine,
      rules: this.#rules,
      recent: this.#recent,
      statistics: this.#statistics,
      model: () => model,
      consumer: ownConsumer,
      isSnoozed: () => this.#snooze.untilMs !== undefined,
    });
    this.#registrations = vscode.Disposable.from(
      vscode.languages.registerInlineCompletionItemProvider({ pattern: '**' }, provider),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && document === vscode.window.activeTextEditor?.document) {
          this.#rhythm.recordKeystroke(performance.now());
        }
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.#editorChanged()),
    );
    void this.#checkDocument();
  }

  /** Clears the cache, because settings that affect requests might have changed. */
  settingsChanged(): void {
    this.#engine.reset();
    this.#failures.clear();
    void this.#checkDocument();
  }

  accepted(accepted: AcceptedSuggestion): void {
    this.#accepted.add(accepted);
    this.#show();
  }

  showMenu(): Promise<void> {
    return showCompletionMenu({
      state: this.#state(),
      model: this.#model,
      counts: this.#statistics.counts,
      snooze: (ms) => this.#snooze.pause(ms),
      toggleLanguage,
      resetStatistics: () => {
        this.#statistics.reset();
        this.#show();
      },
    });
  }

  dispose(): void {
    this.#registrations.dispose();
    this.#engine.reset();
    this.#accepted.dispose();
    this.#recent.dispose();
    this.#rules.dispose();
    this.#snooze.dispose();
    this.#status.dispose();
  }

  #snoozeChanged(): void {
    if (this.#snooze.untilMs !== undefined) {
      this.#engine.stop();
    }
    this.#show();
  }

  #editorChanged(): void {
    this.#engine.stop();
    void this.#checkDocument();
  }

  async #checkDocument(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    const exclusion = document && (await this.#rules.exclusion(document));
    if (document === vscode.window.activeTextEditor?.document) {
      this.#exclusion = exclusion;
      this.#show();
    }
  }

  #state(): CompletionState {
    const failure = this.#failures.last;
    return stateOf({
      snoozedUntilMs: this.#snooze.untilMs,
      editorShowsSuggestions: vscode.workspace.getConfiguration('editor').get('inlineSuggest.enabled', true),
      exclusion: this.#exclusion,
      failure: failure && joinSentences(localizeError(failure)),
      working: this.#working,
    });
  }

  #show(): void {
    this.#status.show(this.#state(), this.#model, this.#statistics.counts);
  }
}
