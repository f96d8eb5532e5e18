import type { ModelInfo } from '@open-llm/client';
import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Attachment } from '../../src/chat/session.js';
import type { ToolCount } from '../../src/view/api/chat.js';
import { glyph, glyphButton, glyphStyles } from '../shared/glyph.js';
import { t } from '../shared/l10n.js';
import '../shared/modelPicker.js';
import { base } from '../shared/styles.js';
import { ChatAsked, type Asked } from './asked.js';
import './attachmentChips.js';
import { inputStyles, isSendKey } from './input.js';

/** Fired when the text that was not sent yet changed. */
export class DraftChanged extends Event {
  static readonly type = 'draft-changed';
  constructor(readonly text: string) {
    super(DraftChanged.type);
  }
}

/** Where the person writes: text, what goes with it, and with which model and tools. */
@customElement('open-llm-composer')
export class Composer extends LitElement {
  static override styles = [
    base,
    glyphStyles,
    inputStyles,
    css`
      :host {
        display: block;
        padding: 0 12px 12px;
      }
      .box {
        padding: 6px;
        border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
        border-radius: 6px;
        background: var(--vscode-input-background);
      }
      .box:focus-within {
        border-color: var(--vscode-focusBorder);
      }
      .box.target {
        outline: 1px dashed var(--vscode-focusBorder);
      }
      textarea {
        border: 0;
        outline: 0;
      }
      open-llm-attachment-chips {
        display: block;
        margin-bottom: 2px;
      }
      .row {
        display: flex;
        align-items: center;
        gap: 2px;
        margin-top: 2px;
      }
      open-llm-model-picker {
        flex: 0 1 auto;
      }
      .space {
        flex: 1;
      }
      .count {
        padding-left: 2px;
        font-size: 0.92em;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property() text = '';
  @property({ attribute: false }) attachments: readonly Attachment[] = [];
  @property({ attribute: false }) models: readonly ModelInfo[] = [];
  @property() model?: string | undefined;
  @property({ attribute: false }) tools: ToolCount = { on: 0, all: 0 };
  /** Whether an answer is being made. */
  @property({ type: Boolean }) running = false;
  @query('textarea') private field?: HTMLTextAreaElement;

  override focus(): void {
    this.field?.focus();
  }

  override render() {
    return html`<div class="box" @dragover=${this.#over} @dragleave=${this.#mark(false)} @drop=${this.#dropped}>
      <open-llm-attachment-chips .attachments=${this.attachments} .removable=${true}></open-llm-attachment-chips>
      <textarea
        rows="1"
        aria-label=${t('Message')}
        placeholder=${t('Ask anything')}
        .value=${this.text}
        @input=${(event: Event) => this.#write((event.target as HTMLTextAreaElement).value)}
        @keydown=${this.#key}
        @paste=${this.#pasted}
      ></textarea>
      <div class="row">
        ${glyphButton('attach', t('Attach files…'), () => this.#ask({ what: 'attachFiles' }))}
        ${glyphButton('selection', t('Attach the selection of the editor'), () => this.#ask({ what: 'attachSelection' }))}
        ${this.#toolButton()}
        <open-llm-model-picker above .models=${this.models} .chosen=${this.model}></open-llm-model-picker>
        <span class="space"></span>
        ${this.running
          ? glyphButton('debug-stop', t('Stop'), () => this.#ask({ what: 'stop' }))
          : glyphButton('send', t('Send'), () => this.#send())}
      </div>
    </div>`;
  }

  #toolButton() {
    const { on, all } = this.tools;
    const label = t('Tools: {0} of {1} on', on, all);
    return html`<button class="action" aria-label=${label} title=${label} @click=${() => this.#ask({ what: 'tools' })}>
      ${glyph('tools')}<span class="count">${on > 0 ? on : ''}</span>
    </button>`;
  }

  #write(text: string): void {
    this.text = text;
    this.dispatchEvent(new DraftChanged(text));
  }

  #send(): void {
    if (!this.running && (this.text.trim() !== '' || this.attachments.length > 0)) {
      this.#ask({ what: 'send', text: this.text });
      this.#write('');
    }
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (isSendKey(event)) {
      event.preventDefault();
      this.#send();
    } else if (event.key === 'Escape' && this.running) {
      this.#ask({ what: 'stop' });
    }
  };

  readonly #pasted = (event: ClipboardEvent): void => {
    this.#attach(event, event.clipboardData);
  };

  readonly #over = (event: DragEvent): void => {
    event.preventDefault();
    this.#mark(true)();
  };

  readonly #dropped = (event: DragEvent): void => {
    event.preventDefault();
    this.#mark(false)();
    const uris = event.dataTransfer?.getData('application/vnd.code.uri-list') ?? '';
    if (uris === '') {
      this.#attach(event, event.dataTransfer);
    } else {
      this.#ask({ what: 'attachDropped', uris: uris.split(/\r?\n/).filter((uri) => uri !== '') });
    }
  };

  /** Text is left to the field, files are attached. */
  #attach(event: Event, data: DataTransfer | null): void {
    const files = [...(data?.files ?? [])];
    if (files.length > 0) {
      event.preventDefault();
      this.#ask({ what: 'attachBytes', files });
    }
  }

  #mark(isTarget: boolean): () => void {
    return () => this.renderRoot.querySelector('.box')?.classList.toggle('target', isTarget);
  }

  #ask(asked: Asked): void {
    this.dispatchEvent(new ChatAsked(asked));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-composer': Composer;
  }
}
