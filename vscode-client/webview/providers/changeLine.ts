import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon, iconStyles } from '../shared/icon.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';

/** What became of the last change, and the button that takes it back. Fires `undo`. */
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
      .undo {
        gap: 4px;
        white-space: nowrap;
      }
      .undo[aria-disabled='true'] {
        color: var(--vscode-disabledForeground);
        cursor: default;
      }
    `,
  ];

  @property() said = '';
  @property({ type: Boolean }) undoable = false;

  override render() {
    // Never truly disabled: a button that is loses the focus in the middle of taking things back.
    return html`<span role="status" class="quiet cut">${this.said}</span>
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
