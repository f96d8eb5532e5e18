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
import { ChatActionRequested, type ChatAction } from './events.js';
import './attachmentChips.js';
import { contextMeter } from './contextMeter.js';
import { completionStyles, FileCompletion } from './fileCompletion.js';
import { inputStyles, isSendKey } from './input.js';

/** How long the user can press Escape a second time, in milliseconds. */
const escapeTimeoutMs = 4000;

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
  @property({ attribute: false }) usedTokens?: number | undefined;
  /** Returns the files that match the entered text. */
  @property({ attribute: false }) findFiles: (text: string) => Promise<readonly FoundFile[]> = () =>
    Promise.resolve([]);
  /** Whether Escape was pressed once while a response was running. */
  @state() private confirmingStop = false;
  @query('textarea') private textarea?: HTMLTextAreaElement;

  #escapeTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #completion = new FileCompletion(this, {
    find: (text) => this.findFiles(text),
    attach: (choice, { start, text }, replacement) => {
      const after = this.text.slice(start + 1 + text.length).replace(/^ /, '');
      this.#setText(this.text.slice(0, start) + replacement + after);
      void this.#moveCursor(start + replacement.length);
      this.#dispatchAction(
        choice.kind === 'file' ? { kind: 'attachFound', uri: choice.file.uri } : { kind: 'attachSelection' },
      );
    },
  });

  override willUpdate(): void {
    if (!this.running) {
      this.confirmingStop = false;
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#escapeTimer);
  }

  override focus(): void {
    this.textarea?.focus();
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
        @input=${(event: Event) => this.#handleInput(event.target as HTMLTextAreaElement)}
        @blur=${() => this.#completion.close()}
        @keydown=${this.#handleKeydown}
        @paste=${this.#handlePaste}
      ></textarea>
      <div class="row">
        ${iconButton(
          'attach',
          t('Attach files…'),
          () => this.#dispatchAction({ kind: 'attachFiles' }),
          t('Attach files… (or drop files here; to drop files from VS Code, hold Shift)'),
        )}
        ${iconButton('selection', t('Attach the editor selection'), () => this.#dispatchAction({ kind: 'attachSelection' }))}
        ${this.#renderToolButton()}
        <open-llm-model-picker above .models=${this.models} .chosen=${this.model}></open-llm-model-picker>
        ${this.#renderEffortMenu()}
        <span class="space"></span>
        ${contextMeter(
          this.usedTokens,
          this.models?.find(({ id }) => id === this.model),
        )}
        ${this.running ? this.#renderMainButton('stop-circle', t('Stop'), true) : this.#renderMainButton('send', t('Send'), this.#hasContent())}
      </div>
      <div class="hint" role="status">${this.confirmingStop ? t('Press Escape again to stop the response.') : ''}</div>
    </div>`;
  }

  /** Renders the button that both sends and cancels. It is a single button, so it keeps the focus. */
  #renderMainButton(name: IconName, label: string, enabled: boolean) {
    const onClick = (): void => (this.running ? this.#dispatchAction({ kind: 'stop' }) : this.#send());
    return html`<button class="action" aria-label=${label} title=${label} aria-disabled=${!enabled} @click=${onClick}>${icon(name)}</button>`;
  }

  #renderEffortMenu() {
    const efforts = this.models?.find(({ id }) => id === this.model)?.capabilities.reasoningEfforts ?? [];
    if (efforts.length === 0) {
      return nothing;
    }
    const chosen = efforts.includes(this.effort) ? this.effort : '';
    const labelOf = (effort: string): string => (effort === '' ? t('Provider default') : effortName(effort));
    return html`<open-llm-more-menu
      above
      icon="thinking"
      .text=${chosen === '' ? '' : effortName(chosen)}
      .label=${t('Reasoning effort: {0}', labelOf(chosen))}
      .items=${['', ...efforts].map((effort) => ({
        text: labelOf(effort),
        checked: effort === chosen,
        act: () => this.#dispatchAction({ kind: 'effort', effort }),
      }))}
    ></open-llm-more-menu>`;
  }

  #renderToolButton() {
    const { on, all } = this.tools;
    const label = t('Tools: {0} of {1} on', on, all);
    return html`<button class="action" aria-label=${label} title=${label} @click=${() => this.#dispatchAction({ kind: 'tools' })}>
      ${icon('tools')}<span class="count">${on > 0 ? on : ''}</span>
    </button>`;
  }

  #handleInput(textarea: HTMLTextAreaElement): void {
    this.#setText(textarea.value);
    void this.#completion.update(textarea.value, textarea.selectionStart);
  }

  async #moveCursor(offset: number): Promise<void> {
    await this.updateComplete;
    this.textarea?.focus();
    this.textarea?.setSelectionRange(offset, offset);
  }

  /**
   * Handles the Escape key. Because a response is easily lost, the first press only explains that a second press
   * cancels it.
   */
  #handleEscape(): void {
    clearTimeout(this.#escapeTimer);
    if (this.confirmingStop) {
      this.confirmingStop = false;
      this.#dispatchAction({ kind: 'stop' });
    } else {
      this.confirmingStop = true;
      this.#escapeTimer = setTimeout(() => (this.confirmingStop = false), escapeTimeoutMs);
    }
  }

  #setText(text: string): void {
    this.text = text;
    this.dispatchEvent(new DraftChanged(text));
  }

  #send(): void {
    if (!this.running && this.#hasContent()) {
      const { text } = this;
      this.#setText('');
      this.#dispatchAction({ kind: 'send', text });
    }
    this.focus();
  }

  #hasContent(): boolean {
    return this.text.trim() !== '' || this.attachments.length > 0;
  }

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    if (this.#completion.handleKey(event)) {
      return;
    }
    if (isSendKey(event)) {
      event.preventDefault();
      this.#send();
    } else if (event.key === 'Escape' && this.running) {
      this.#handleEscape();
    } else if (event.key === 'ArrowUp' && this.text === '' && !this.running) {
      event.preventDefault();
      this.#dispatchAction({ kind: 'editLast' });
    }
  };

  /** Attaches pasted files. Pasted text is handled by the input box. */
  readonly #handlePaste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) {
      event.preventDefault();
      this.#dispatchAction({ kind: 'attachBytes', files });
    }
  };

  #dispatchAction(action: ChatAction): void {
    this.dispatchEvent(new ChatActionRequested(action));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-composer': Composer;
  }
}
