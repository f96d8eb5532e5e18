import type { ErrorInfo, ListModelsResult } from '@open-llm/client';
import { LitElement, css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { modelToAsk } from '../../src/chat/model.js';
import {
  changed,
  textOf,
  withTurn,
  type AnswerTurn,
  type Attachment,
  type ChatUpdate,
  type Session,
} from '../../src/chat/session.js';
import type { ChatApi, ChatEvents, ToolCount } from '../../src/view/api/chat.js';
import { RequestFailed, type Bridge } from '../shared/bridge.js';
import '../shared/errorLine.js';
import '../shared/liveText.js';
import { CodeActed } from '../shared/markdown/codeBlock.js';
import { LinkOpened } from '../shared/markdown/markdownView.js';
import { ModelChosen } from '../shared/modelPicker.js';
import { base } from '../shared/styles.js';
import { ChatAsked, type Asked } from './asked.js';
import { base64Of } from './base64.js';
import { DraftChanged, type Composer } from './composer.js';
import './composer.js';
import type { Conversation } from './conversation.js';
import './conversation.js';
import './emptyChat.js';

interface Kept {
  readonly draft?: string;
}

/** The chat: the conversation that the host holds, and where the person writes. */
@customElement('open-llm-chat-page')
export class ChatPage extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template: minmax(0, 1fr) auto auto / minmax(0, 1fr);
        height: 100vh;
      }
      open-llm-error-line {
        margin: 0 12px 8px;
      }
    `,
  ];

  @property({ attribute: false }) bridge!: Bridge<ChatApi, ChatEvents>;
  @state() private session?: Session | undefined;
  @state() private attachments: readonly Attachment[] = [];
  @state() private models?: ListModelsResult;
  /** The model chosen last. */
  @state() private chosen?: string | undefined;
  @state() private tools: ToolCount = { on: 0, all: 0 };
  @state() private draft = '';
  @state() private failure?: ErrorInfo | undefined;
  @query('open-llm-composer') private composer?: Composer;
  @query('open-llm-conversation') private conversation?: Conversation;

  override connectedCallback(): void {
    super.connectedCallback();
    this.draft = (this.bridge.state as Kept | undefined)?.draft ?? '';
    this.addEventListener(ChatAsked.type, (event) => void this.#try(() => this.#do((event as ChatAsked).asked)));
    this.addEventListener(CodeActed.type, (event) => void this.#try(() => this.#useCode(event as CodeActed)));
    this.addEventListener(LinkOpened.type, (event) => {
      void this.#try(() => this.bridge.request('link/open', { href: (event as LinkOpened).href }));
    });
    this.addEventListener(ModelChosen.type, (event) => this.#choose((event as ModelChosen).model));
    this.bridge.on('models', () => void this.#loadModels());
    this.bridge.on('focus', () => this.composer?.focus());
    void this.bridge.request('chat/follow', {}, { onProgress: (update) => this.#update(update) });
    void this.#try(async () => {
      this.chosen = (await this.bridge.request('model/chosen', {})).model;
      this.tools = await this.bridge.request('tools/count', {});
    });
    void this.#loadModels();
  }

  override render() {
    const turns = this.session?.turns ?? [];
    const last = turns.at(-1);
    const answer = last?.kind === 'answer' ? last : undefined;
    return html`${this.session && turns.length === 0
        ? html`<open-llm-empty-chat .hasModels=${this.models && this.models.models.length > 0}></open-llm-empty-chat>`
        : html`<open-llm-conversation .turns=${turns} .session=${this.session?.id ?? ''}></open-llm-conversation>`}
      <open-llm-error-line .error=${this.failure}></open-llm-error-line>
      <open-llm-composer
        .text=${this.draft}
        .attachments=${this.attachments}
        .models=${this.models?.models ?? []}
        .model=${this.#model()}
        .tools=${this.tools}
        .running=${answer?.state === 'running'}
        @draft-changed=${(event: DraftChanged) => this.#keepDraft(event.text)}
      ></open-llm-composer>
      ${this.#spoken(answer)}`;
  }

  /** An answer that is there from the start is not read out again. */
  #spoken(answer: AnswerTurn | undefined) {
    const isNew = answer !== undefined && this.#heard === answer.id;
    return html`<open-llm-live-text
      .text=${isNew ? textOf(answer) : ''}
      .ended=${answer?.state !== 'running'}
      .subject=${isNew ? answer.id : ''}
    ></open-llm-live-text>`;
  }

  /** Id of the answer that began while the page was open. */
  #heard?: string;

  #update(update: ChatUpdate): void {
    switch (update.kind) {
      case 'session':
        this.session = update.session;
        this.attachments = update.attachments;
        return;
      case 'turn':
        this.session = this.session && withTurn(this.session, update.turn);
        this.#heard = update.turn.id;
        this.conversation?.toEnd();
        return;
      case 'change': {
        const turn = this.session?.turns.findLast(({ id }) => id === update.turn);
        if (this.session && turn?.kind === 'answer') {
          this.session = withTurn(this.session, changed(turn, update.change));
        }
        return;
      }
      case 'attachments':
        this.attachments = update.attachments;
    }
  }

  #model(): string | undefined {
    return this.models && modelToAsk(this.models, this.chosen);
  }

  #choose(model: string): void {
    this.chosen = model;
    void this.#try(() => this.bridge.request('model/choose', { model }));
    this.composer?.focus();
  }

  async #do(asked: Asked): Promise<unknown> {
    const model = this.#model() ?? '';
    switch (asked.what) {
      case 'send':
        return this.bridge.request('chat/send', { text: asked.text, model });
      case 'edit':
        return this.bridge.request('chat/edit', { turn: asked.turn, text: asked.text, model });
      case 'retry':
        return this.bridge.request('chat/retry', { turn: asked.turn, model });
      case 'stop':
        return this.bridge.request('chat/stop', {});
      case 'tools':
        return (this.tools = await this.bridge.request('tools/choose', {}));
      case 'attachFiles':
        return this.bridge.request('attach/files', {});
      case 'attachSelection':
        return this.bridge.request('attach/selection', {});
      case 'attachDropped':
        return this.bridge.request('attach/dropped', { uris: asked.uris });
      case 'attachBytes':
        return Promise.all(asked.files.map((file) => this.#attach(file)));
      case 'detach':
        return this.bridge.request('attach/remove', { index: asked.index });
      case 'run':
        return this.bridge.request('command/run', { command: asked.command, ...(asked.provider === undefined ? {} : { provider: asked.provider }) });
    }
  }

  async #attach(file: File): Promise<null> {
    return this.bridge.request('attach/data', { name: file.name, mimeType: file.type, base64: await base64Of(file) });
  }

  #useCode({ action, code }: CodeActed): Promise<null> {
    return this.bridge.request(`code/${action}`, { code });
  }

  #keepDraft(draft: string): void {
    this.draft = draft;
    this.bridge.state = { draft } satisfies Kept;
  }

  #loadModels(): Promise<void> {
    return this.#try(async () => {
      this.models = await this.bridge.request('models/list', {});
    });
  }

  async #try(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.failure = undefined;
    } catch (failure) {
      this.failure = failure instanceof RequestFailed ? failure.info : { kind: 'internal', message: String(failure) };
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-chat-page': ChatPage;
  }
}
