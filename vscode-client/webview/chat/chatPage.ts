import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { PendingQuestion } from '../../src/chat/pendingQuestions.js';
import {
  applyChange,
  responseText,
  withTurn,
  type ResponseTurn,
  type Attachment,
  type ChatUpdate,
  type Session,
} from '../../src/chat/session.js';
import { distinctName } from '../../src/model/providerNames.js';
import type { ChatApi, ChatEvents, FoundFile, ToolCount } from '../../src/view/api/chat.js';
import type { Bridge } from '../shared/bridge.js';
import '../shared/errorLine.js';
import { t } from '../shared/l10n.js';
import '../shared/liveText.js';
import { LocalServerDetector } from '../shared/localServerDetector.js';
import { CodeActionRequested } from '../shared/markdown/codeBlock.js';
import { LinkOpened } from '../shared/markdown/markdownView.js';
import { ModelChosen } from '../shared/modelPicker.js';
import { base } from '../shared/styles.js';
import { AsyncTask } from '../shared/asyncTask.js';
import { ChatActionRequested, type ChatAction } from './events.js';
import { toBase64 } from './base64.js';
import { ChosenModel } from './chosenModel.js';
import { usedContextTokens } from './contextMeter.js';
import { DraftChanged, type Composer } from './composer.js';
import './composer.js';
import type { Conversation, ScrollPosition, ScrollPositionChanged } from './conversation.js';
import './conversation.js';
import { DropTarget } from './dropTarget.js';
import './emptyChat.js';
import './loadingChat.js';
import './pendingQuestion.js';
import { remedyOf } from './remedy.js';

/** The state that the page saves while it is hidden. */
interface SavedState {
  readonly place?: ScrollPosition | undefined;
}

/** The chat page: the conversation, which the host manages, and the input area. */
@customElement('open-llm-chat-page')
export class ChatPage extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template: minmax(0, 1fr) auto auto auto / minmax(0, 1fr);
        height: 100vh;
      }
      open-llm-error-line,
      open-llm-pending-question {
        margin: 0 12px 8px;
      }
      .drop {
        position: fixed;
        inset: 0;
        z-index: 1;
        display: grid;
        place-items: center;
        border: 1px dashed var(--vscode-contrastActiveBorder, var(--vscode-focusBorder));
        background: var(--vscode-sideBar-dropBackground, var(--vscode-editorGroup-dropBackground));
        pointer-events: none;
      }
      .drop > span {
        padding: 4px 8px;
        border-radius: 4px;
        color: var(--vscode-editorWidget-foreground);
        background: var(--vscode-editorWidget-background);
      }
    `,
  ];

  @property({ attribute: false }) bridge!: Bridge<ChatApi, ChatEvents>;
  @state() private session?: Session | undefined;
  @state() private attachments: readonly Attachment[] = [];
  @state() private tools: ToolCount = { on: 0, all: 0 };
  @state() private draft = '';
  @state() private detectsServers = true;
  @state() private pendingQuestion?: PendingQuestion | null;
  @query('open-llm-composer') private composer?: Composer;
  @query('open-llm-conversation') private conversation?: Conversation;
  readonly #model = new ChosenModel(this, () => this.bridge);
  readonly #dropTarget = new DropTarget(this);
  /** The progress and failure of the last user action. */
  readonly #actionTask = new AsyncTask(this);
  readonly #followTask = new AsyncTask(this);
  readonly #draftTask = new AsyncTask(this);
  readonly #loadTask = new AsyncTask(this);
  #scrollPosition?: ScrollPosition | undefined;

  constructor() {
    super();
    const isEmpty = (): boolean => this.session?.turns.length === 0;
    new LocalServerDetector(this, () => this.#detectServers(), isEmpty);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const saved = this.bridge.state as SavedState | undefined;
    this.#scrollPosition = saved?.place;
    this.addEventListener(
      ChatActionRequested.type,
      (event) => void this.#runAction(() => this.#handleAction((event as ChatActionRequested).action)),
    );
    this.addEventListener(
      CodeActionRequested.type,
      (event) => void this.#runAction(() => this.#runCodeAction(event as CodeActionRequested)),
    );
    this.addEventListener(LinkOpened.type, (event) => {
      void this.#runAction(() => this.bridge.request('link/open', { href: (event as LinkOpened).href }));
    });
    this.addEventListener(ModelChosen.type, (event) => {
      this.composer?.focus();
      void this.#runAction(() => this.#model.choose((event as ModelChosen).model));
    });
    this.bridge.on('focus', () => this.composer?.focus());
    this.bridge.on('pendingQuestion', (question) => (this.pendingQuestion = question));
    void this.#followTask.refresh(() =>
      this.bridge.request('chat/follow', {}, { onProgress: (update) => this.#applyUpdate(update) }),
    );
    void this.#draftTask.refresh(() => this.#loadDraft());
    void this.#detectServers().catch(() => undefined); // a server failure is reported elsewhere
    void this.#loadTask.refresh(() => this.#loadChoices());
    void this.#model.load();
    addEventListener('focus', this.#focusComposer);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('focus', this.#focusComposer);
  }

  override render() {
    const response = this.#lastResponse();
    const { availableModels: all, id, effort } = this.#model;
    return html`${this.#renderConversation()}
      ${this.#renderError()}
      ${
        this.pendingQuestion
          ? html`<open-llm-pending-question
            .question=${this.pendingQuestion}
            .model=${distinctName(this.#model.listedModels, this.pendingQuestion.model ?? id ?? '')}
          ></open-llm-pending-question>`
          : nothing
      }
      <open-llm-composer
        .text=${this.draft}
        .attachments=${this.attachments}
        .models=${all}
        .model=${id}
        .effort=${effort}
        .tools=${this.tools}
        .running=${response?.state === 'running'}
        .usedTokens=${usedContextTokens(this.session)}
        .findFiles=${this.#findFiles}
        @draft-changed=${(event: DraftChanged) => this.#saveDraft(event.text)}
      ></open-llm-composer>
      ${this.#dropTarget.isOver ? html`<div class="drop"><span>${t('Drop to attach')}</span></div>` : nothing}
      ${this.#renderLiveText(response)}`;
  }

  #renderConversation() {
    if (!this.session) {
      return html`<open-llm-loading-chat></open-llm-loading-chat>`;
    }
    const { id, turns } = this.session;
    return turns.length === 0
      ? html`<open-llm-empty-chat
          .hasModels=${this.#model.hasModels}
          .detectsServers=${this.detectsServers}
          ?echo=${(this.#model.availableModels?.length ?? 0) > 0}
        ></open-llm-empty-chat>`
      : html`<open-llm-conversation
          .turns=${turns}
          .models=${this.#model.listedModels}
          .session=${id}
          .position=${this.#scrollPosition}
          @scroll-position-changed=${({ position: place }: ScrollPositionChanged) => this.#saveScrollPosition(place)}
        ></open-llm-conversation>`;
  }

  /** Renders the current error. A server that does not respond takes precedence over the last user action. */
  #renderError() {
    const tasks = [this.#actionTask, this.#followTask, this.#loadTask, this.#draftTask];
    const failure = this.#model.failure ?? tasks.find((task) => task.failure)?.failure;
    const remedy = failure && remedyOf(failure);
    return html`<open-llm-error-line .error=${failure}>
      ${
        remedy
          ? html`<vscode-button secondary @click=${() => void this.#runAction(() => this.#handleAction({ kind: 'run', command: remedy.command }))}
            >${remedy.label}</vscode-button
          >`
          : nothing
      }
    </open-llm-error-line>`;
  }

  /** Moves the focus to the input area if the chat is empty. */
  readonly #focusComposer = (): void => {
    if (this.session?.turns.length === 0 && document.hasFocus() && document.activeElement === document.body) {
      this.composer?.focus();
    }
  };

  #lastResponse(): ResponseTurn | undefined {
    const last = this.session?.turns.at(-1);
    return last?.kind === 'answer' ? last : undefined;
  }

  /**
   * Renders the text for screen readers. A response that was complete when the page was opened is not read out again.
   */
  #renderLiveText(response: ResponseTurn | undefined) {
    const isNew = response !== undefined && this.#newResponseId === response.id;
    return html`<open-llm-live-text
      .text=${isNew ? responseText(response) : ''}
      .ended=${response?.state !== 'running'}
      .subject=${isNew ? response.id : ''}
    ></open-llm-live-text>`;
  }

  /** The ID of the response that began while the page was open. */
  #newResponseId?: string;

  #applyUpdate(update: ChatUpdate): void {
    switch (update.kind) {
      case 'session':
        this.session = update.session;
        this.attachments = update.attachments;
        void this.updateComplete.then(this.#focusComposer);
        return;
      case 'turn':
        this.session = this.session && withTurn(this.session, update.turn);
        this.#newResponseId = update.turn.id;
        this.conversation?.scrollToEnd();
        return;
      case 'change': {
        const turn = this.session?.turns.findLast(({ id }) => id === update.turn);
        if (this.session && turn?.kind === 'answer') {
          this.session = withTurn(this.session, applyChange(turn, update.change));
        }
        return;
      }
      case 'attachments':
        this.attachments = update.attachments;
    }
  }

  async #handleAction(action: ChatAction): Promise<unknown> {
    switch (action.kind) {
      case 'send':
        return this.#send(action.text);
      case 'edit':
        this.composer?.focus();
        return this.bridge.request('chat/edit', {
          turn: action.turn,
          text: action.text,
          model: await this.#model.resolveId(),
        });
      case 'editLast':
        return this.conversation?.editLast();
      case 'retry':
        this.composer?.focus();
        return this.bridge.request('chat/retry', { turn: action.turn, model: await this.#model.resolveId() });
      case 'effort':
        this.composer?.focus();
        return this.#model.chooseEffort(action.effort);
      case 'pendingSend':
        this.composer?.focus();
        return this.bridge.request('pendingQuestion/send', {
          model: await this.#model.resolveId(),
          always: action.always,
        });
      case 'pendingDrop':
        this.composer?.focus();
        return this.bridge.request('pendingQuestion/drop', {});
      case 'version':
        return this.bridge.request('chat/version', { turn: action.turn, version: action.version });
      case 'stop':
        return this.bridge.request('chat/stop', {});
      case 'tools':
        return (this.tools = await this.bridge.request('tools/choose', {}));
      case 'attachFiles':
        return this.bridge.request('attach/files', {});
      case 'attachSelection':
        return this.bridge.request('attach/selection', {});
      case 'attachFound':
        return this.bridge.request('attach/dropped', { uris: [action.uri] });
      case 'attachDropped':
        return this.bridge.request('attach/dropped', { uris: action.uris });
      case 'attachBytes':
        return Promise.all(action.files.map((file) => this.#attachFile(file)));
      case 'detach':
        this.composer?.focus();
        return this.bridge.request('attach/remove', { index: action.index });
      case 'setUp':
        return this.bridge.request('setup/add', { by: action.by });
      case 'run':
        return this.bridge.request('command/run', {
          command: action.command,
          ...(action.provider === undefined ? {} : { provider: action.provider }),
        });
    }
  }

  /** Sends a message. If it cannot be sent, it stays in the input area. */
  async #send(text: string): Promise<unknown> {
    try {
      return await this.bridge.request('chat/send', { text, model: await this.#model.resolveId() });
    } catch (failure) {
      this.#saveDraft(this.draft === '' ? text : `${text}\n${this.draft}`);
      throw failure;
    }
  }

  async #attachFile(file: File): Promise<null> {
    return this.bridge.request('attach/data', { name: file.name, mimeType: file.type, base64: await toBase64(file) });
  }

  readonly #findFiles = (text: string): Promise<readonly FoundFile[]> => this.bridge.request('attach/find', { text });

  async #detectServers(): Promise<void> {
    this.detectsServers = await this.bridge.request('local/look', {});
  }

  #runAction(task: () => Promise<unknown>): Promise<boolean> {
    return this.#actionTask.run('', task);
  }

  #runCodeAction({ action, code }: CodeActionRequested): Promise<null> {
    return this.bridge.request(`code/${action}`, { code });
  }

  #saveDraft(draft: string): void {
    this.draft = draft;
    void this.#draftTask.refresh(() => this.bridge.request('draft/keep', { text: draft }));
  }

  /** Loads the saved draft. It does not replace text that was entered in the meantime. */
  async #loadDraft(): Promise<void> {
    const { text } = await this.bridge.request('draft/kept', {});
    this.draft = this.draft === '' ? text : this.draft;
  }

  #saveScrollPosition(place: ScrollPosition | undefined): void {
    this.#scrollPosition = place;
    this.bridge.state = { place } satisfies SavedState;
  }

  async #loadChoices(): Promise<void> {
    await this.#model.loadChoice();
    this.tools = await this.bridge.request('tools/count', {});
    const { question } = await this.bridge.request('pendingQuestion/waiting', {});
    // A message that arrived in the meantime is more recent.
    this.pendingQuestion = this.pendingQuestion === undefined ? question : this.pendingQuestion;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-chat-page': ChatPage;
  }
}
