import type { ErrorInfo } from '@open-llm/client';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon, iconStyles } from './icon.js';
import { t } from './l10n.js';
import { serverError } from './serverText.js';
import { base } from './styles.js';

/**
 * Shows an error in one unobtrusive line: what happened and what to do next. Buttons that fix the error are placed in
 * the slot.
 */
@customElement('open-llm-error-line')
export class ErrorLine extends LitElement {
  static override styles = [
    base,
    iconStyles,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: flex-start;
        padding: 8px;
        border-left: 2px solid var(--vscode-errorForeground);
        background: var(--vscode-inputValidation-errorBackground);
        overflow-wrap: anywhere;
      }
      div > .icon {
        color: var(--vscode-errorForeground);
        flex: none;
      }
      /* If less than this width is left next to the buttons, they move below the text. */
      .text {
        flex: 1 1 180px;
      }
      p + p {
        margin-top: 4px;
      }
      ::slotted(*) {
        margin-left: auto;
        flex: none;
      }
    `,
  ];

  @property({ attribute: false }) error?: ErrorInfo;

  override render() {
    if (!this.error) {
      return nothing;
    }
    const [message, hint] = serverError(this.error);
    return html`<div role="alert">
      ${icon('error')}<span class="unseen">${t('Error')}</span>
      <span class="text">
        <p>${message}</p>
        ${hint === '' ? nothing : html`<p class="quiet">${hint}</p>`}
      </span>
      <slot></slot>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-error-line': ErrorLine;
  }
}
