import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { iconButton, iconStyles, type IconName } from '../icon.js';
import { t } from '../l10n.js';
import { base } from '../styles.js';
import { highlight, highlightColors } from './highlight.js';

/** The actions for a code block. */
export type CodeAction = 'copy' | 'insert' | 'apply';

/** Fired when the user chooses an action for a code block. */
export class CodeActionRequested extends Event {
  static readonly type = 'code-action-requested';
  constructor(
    readonly action: CodeAction,
    readonly code: string,
    readonly language: string,
  ) {
    super(CodeActionRequested.type, { bubbles: true, composed: true });
  }
}

const actions: readonly { action: CodeAction; icon: IconName; label: () => string }[] = [
  { action: 'copy', icon: 'copy', label: () => t('Copy') },
  { action: 'insert', icon: 'insert', label: () => t('Insert at cursor') },
  { action: 'apply', icon: 'diff', label: () => t('Apply to the editor…') },
];

/** How long a button shows that it was pressed, in milliseconds. */
const feedbackMs = 2000;
/**
 * The maximum length in characters of incomplete code that is highlighted again with each chunk. Longer code is
 * highlighted when it is complete.
 */
const maxStreamingLength = 8000;

/** Shows code with its actions. The code is set as a property or as text inside the element. */
@customElement('open-llm-code-block')
export class CodeBlock extends LitElement {
  static override styles = [
    base,
    iconStyles,
    highlightColors,
    css`
      :host {
        display: block;
        margin: 8px 0;
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        border-radius: 4px;
        background: var(--vscode-editor-background);
        overflow: hidden;
      }
      header {
        display: flex;
        align-items: center;
        gap: 4px;
        padding: 2px 4px 0 8px;
        color: var(--vscode-descriptionForeground);
        font-size: 0.9em;
      }
      header > :first-child {
        flex: 1;
      }
      /* A page that cannot change an editor sets this to "none", which leaves only the copy button. */
      .action ~ .action {
        display: var(--open-llm-code-editing, inline-flex);
      }
      pre {
        margin: 0;
        padding: 4px 8px 8px;
        overflow-x: auto;
        color: var(--vscode-editor-foreground);
      }
      pre:focus-visible {
        outline-offset: -1px;
      }
      code {
        font-family: var(--vscode-editor-font-family);
        font-size: var(--vscode-editor-font-size);
        line-height: 1.4;
      }
    `,
  ];

  @property({ attribute: false }) code?: string;
  @property() language = '';
  /** Whether the code is complete; false while more code can arrive. */
  @property({ attribute: false }) closed = true;
  @state() private lastAction?: CodeAction | undefined;

  override render() {
    const code = this.#codeText();
    const highlightedHtml =
      this.closed || code.length < maxStreamingLength ? highlight(code, this.language) : undefined;
    return html`<header>
        <span>${this.language}</span>
        ${actions.map(({ action, icon, label }) =>
          iconButton(this.lastAction === action ? 'check' : icon, label(), () => this.#requestAction(action, code)),
        )}
        <span class="unseen" role="status">${this.lastAction === 'copy' ? t('Copied') : ''}</span>
      </header>
      <pre tabindex="0" role="group" aria-label=${this.language === '' ? t('Code') : t('{0} code', this.language)}><code>${
        highlightedHtml === undefined ? code : unsafeHTML(highlightedHtml)
      }</code></pre>`;
  }

  #codeText(): string {
    return this.code ?? this.textContent.replace(/\n$/, '');
  }

  #requestAction(action: CodeAction, code: string): void {
    this.dispatchEvent(new CodeActionRequested(action, code, this.language));
    this.lastAction = action;
    setTimeout(() => (this.lastAction = undefined), feedbackMs);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-code-block': CodeBlock;
  }
}
