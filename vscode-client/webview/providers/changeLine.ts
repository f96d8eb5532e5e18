import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon, iconStyles } from '../shared/icon.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';

/** How long the result of a change is shown, in milliseconds. */
const displayMs = 5000;

/** Shows the result of the last change and the button that undoes it. Fires `undo`. */
@customElement('open-llm-change-line')
export class ChangeLine extends LitElement {
  static override styles = [
    base,
    iconStyles,
    css`
      :host {
        display: flex;
        gap: 8px;
        align-items: center;
        min-height: 24px;
      }
      :host {
        min-width: 0;
      }
      .undo {
        flex: none;
        gap: 4px;
        white-space: nowrap;
      }
      .undo[aria-disabled='true'] {
        color: var(--vscode-disabledForeground);
        cursor: default;
      }
    `,
  ];

  @property() message = '';
  @property({ type: Boolean }) undoable = false;
  /** Whether the change is still in progress. If so, the text is shown until it is replaced. */
  @property({ type: Boolean }) busy = false;
  @state() private visibleText = '';
  #hideTimer: ReturnType<typeof setTimeout> | undefined;

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('message') || changed.has('busy')) {
      this.visibleText = this.message;
      clearTimeout(this.#hideTimer);
      this.#hideTimer =
        this.message === '' || this.busy ? undefined : setTimeout(() => (this.visibleText = ''), displayMs);
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#hideTimer);
  }

  override render() {
    // The button is never actually disabled, because a disabled button would lose the focus while a change is being
    // undone.
    return html`<span role="status" class="quiet cut" title=${this.visibleText}>${this.visibleText}</span>
      <button
        class="action undo"
        aria-disabled=${!this.undoable}
        @click=${() => this.undoable && this.dispatchEvent(new Event('undo'))}
      >
        ${icon('discard')}${t('Undo')}
      </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-change-line': ChangeLine;
  }
}
