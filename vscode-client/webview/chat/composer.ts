import type { ModelInfo } from '@open-llm/client';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Attachment } from '../../src/chat/session.js';
import type { FoundFile, ToolCount } from '../../src/view/api/chat.js';
import { effortName } from '../shared/effort.js';
import { icon, iconButton, iconStyles, type IconName } from '../shared/icon.js';
import { t } from '../shared/l10n.js';
import '../shared/modelPicker.js';
import '../shared/moreMenu.js';
import { base } from '../shared/styles.js';
import { ChatActed, type ChatAction } from './events.js';
import './attachmentChips.js';
import { contextMeter } from './contextMeter.js';
import { completionStyles, FileCompletion } from './fileCompletion.js';
import { inputStyles, isSendKey } from './input.js';

/** How long the user can press Escape a second time, in milliseconds. */
const hintMs = 4000;

/** Fired when the unsent text has changed. */
export class DraftChanged extends Event {
  static readonly type = 'draft-changed';
  constructor(readonly text: string) {
    super(DraftChanged.type);
  }
}

/** The input area: text, attachments, model, and tools. */
@customElement('open-llm-composer')
export class Composer extends LitElement {
  static override styles = [
    base,
    iconStyles,
    inputStyles,
    completionStyles,
    css`
      :host {
        display: block;
        padding: 0 12px 12px;
      }
      .box {
        position: relative;
        padding: 4px;
        border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, transparent));
        border-radius: 6px;
        background: var(--vscode-input-background);
      }
      .box:focus-within {
        border-color: var(--vscode-focusBorder);
      }
      /* The surrounding box shows the focus. */
      textarea,
      textarea:focus-visible {
        border: 0;
        outline: 0;
      }
      open-llm-attachment-chips {
        display: block;
        margin-bottom: 4px;
      }
      .row {
        display: flex;
        align-items: center;
        gap: 2px;
        margin-top: 4px;
      }
      open-llm-model-picker {
        flex: 0 1 auto;
      }
      open-llm-more-menu {
        flex: none;
        display: flex;
      }
      .space {
        flex: 1;
      }
      .meter {
        flex: none;
        padding: 0 4px;
        color: var(--vscode-descriptionForeground);
        font-size: 0.92em;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .meter.full {
        color: var(--vscode-editorWarning-foreground);
      }
      .hint {
        padding: 4px 4px 0;
        color: var(--vscode-descriptionForeground);
        font-size: 0.92em;
      }
      .hint:empty {
        padding: 0;
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
  /** The available models; undefined while they are unknown. */
  @property({ attribute: false }) models?: readonly ModelInfo[] | undefined;
  @property() model?: string | undefined;
  /** The reasoning effort; empty for the provider's default. */
  @property() effort = '';
  @property({ attribute: false }) tools: ToolCount = { on: 0, all: 0 };
  /** Whether a response is running. */
  @property({ type: Boolean }) running = false;
  /** How many tokens the conversation used when it was last sent. */
  @property({ attribute: false }) used?: number | undefined;
  /** Returns the files that match the entered text. */
  @property({ attribute: false }) findFiles: (text: string) => Promise<readonly FoundFile[]> = () =>
    Promise.resolve([]);
  /** Whether Escape was pressed once while a response was running. */
  @state() private stopping = false;
  @query('textarea') private field?: HTMLTextAreaElement;

  #hint: ReturnType<typeof setTimeout> | undefined;
  readonly #completion = new FileCompletion(this, {
    find: (text) => this.findFiles(text),
    attach: (choice, { start, text }, by) => {
      const after = this.text.slice(start + 1 + text.length).replace(/^ /, '');
      this.#write(this.text.slice(0, start) + by + after);
      void this.#putCursor(start + by.length);
      this.#ask(choice.kind === 'file' ? { what: 'attachFound', uri: choice.file.uri } : { what: 'attachSelection' });
    },
  });

  override willUpdate(): void {
    if (!this.running) {
      this.stopping = false;
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#hint);
  }

  override focus(): void {
    this.field?.focus();
  }

  override render() {
    return html`<div class="box">
      ${this.#completion.render()}
      <open-llm-attachment-chips .attachments=${this.attachments} .removable=${true}></open-llm-attachment-chips>
      <textarea
        rows="1"
        aria-label=${t('Message')}
        placeholder=${t('Ask anything. Type # to attach files.')}
        aria-autocomplete="list"
        aria-controls=${this.#completion.isOpen ? 'completion' : nothing}
        aria-activedescendant=${this.#completion.activeId ?? nothing}
        .value=${this.text}
        @input=${(event: Event) => this.#typed(event.target as HTMLTextAreaElement)}
        @blur=${() => this.#completion.close()}
        @keydown=${this.#key}
        @paste=${this.#pasted}
      ></textarea>
      <div class="row">
        ${iconButton(
          'attach',
          t('Attach files…'),
          () => this.#ask({ what: 'attachFiles' }),
          t('Attach files… (or drop files here; to drop files from VS Code, hold Shift)'),
        )}
        ${iconButton('selection', t('Attach the editor selection'), () => this.#ask({ what: 'attachSelection' }))}
        ${this.#toolButton()}
        <open-llm-model-picker above .models=${this.models} .chosen=${this.model}></open-llm-model-picker>
        ${this.#effortMenu()}
        <span class="space"></span>
        ${contextMeter(
          this.used,
          this.models?.find(({ id }) => id === this.model),
        )}
        ${this.running ? this.#mainButton('stop-circle', t('Stop'), true) : this.#mainButton('send', t('Send'), this.#hasContent())}
      </div>
      <div class="hint" role="status">${this.stopping ? t('Press Escape again to stop the response.') : ''}</div>
    </div>`;
  }

  /** Renders the button that both sends and cancels. It is a single button, so it keeps the focus. */
  #mainButton(name: IconName, label: string, enabled: boolean) {
    const act = (): void => (this.running ? this.#ask({ what: 'stop' }) : this.#send());
    return html`<button class="action" aria-label=${label} title=${label} aria-disabled=${!enabled} @click=${act}>${icon(name)}</button>`;
  }

  #effortMenu() {
    const efforts = this.models?.find(({ id }) => id === this.model)?.capabilities.reasoningEfforts ?? [];
    if (efforts.length === 0) {
      return nothing;
    }
    const chosen = efforts.includes(this.effort) ? this.effort : '';
    const named = (effort: string): string => (effort === '' ? t('Provider default') : effortName(effort));
    return html`<open-llm-more-menu
      above
      icon="thinking"
      .text=${chosen === '' ? '' : effortName(chosen)}
      .label=${t('Reasoning effort: {0}', named(chosen))}
      .items=${['', ...efforts].map((effort) => ({
        text: named(effort),
        checked: effort === chosen,
        act: () => this.#ask({ what: 'effort', effort }),
      }))}
    ></open-llm-more-menu>`;
  }

  #toolButton() {
    const { on, all } = this.tools;
    const label = t('Tools: {0} of {1} on', on, all);
    return html`<button class="action" aria-label=${label} title=${label} @click=${() => this.#ask({ what: 'tools' })}>
      ${icon('tools')}<span class="count">${on > 0 ? on : ''}</span>
    </button>`;
  }

  #typed(field: HTMLTextAreaElement): void {
    this.#write(field.value);
    void this.#completion.read(field.value, field.selectionStart);
  }

  async #putCursor(at: number): Promise<void> {
    await this.updateComplete;
    this.field?.focus();
    this.field?.setSelectionRange(at, at);
  }

  /**
   * Handles the Escape key. Because a response is easily lost, the first press only explains that a second press
   * cancels it.
   */
  #escape(): void {
    clearTimeout(this.#hint);
    if (this.stopping) {
      this.stopping = false;
      this.#ask({ what: 'stop' });
    } else {
      this.stopping = true;
      this.#hint = setTimeout(() => (this.stopping = false), hintMs);
    }
  }

  #write(text: string): void {
    this.text = text;
    this.dispatchEvent(new DraftChanged(text));
  }

  #send(): void {
    if (!this.running && this.#hasContent()) {
      const { text } = this;
      this.#write('');
      this.#ask({ what: 'send', text });
    }
    this.focus();
  }

  #hasContent(): boolean {
    return this.text.trim() !== '' || this.attachments.length > 0;
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (this.#completion.key(event)) {
      return;
    }
    if (isSendKey(event)) {
      event.preventDefault();
      this.#send();
    } else if (event.key === 'Escape' && this.running) {
      this.#escape();
    } else if (event.key === 'ArrowUp' && this.text === '' && !this.running) {
      event.preventDefault();
      this.#ask({ what: 'editLast' });
    }
  };

  /** Attaches pasted files. Pasted text is handled by the input box. */
  readonly #pasted = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) {
      event.preventDefault();
      this.#ask({ what: 'attachBytes', files });
    }
  };

  #ask(action: ChatAction): void {
    this.dispatchEvent(new ChatActed(action));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-composer': Composer;
  }
}
