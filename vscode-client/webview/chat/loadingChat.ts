import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { t } from '../shared/l10n.js';

/** The outline of the chat, shown instead of a blank page while the chat is loading. */
@customElement('open-llm-loading-chat')
export class LoadingChat extends LitElement {
  static override styles = css`
    :host {
      display: flex;
      flex-direction: column;
      gap: 12px;
      padding: 12px 16px;
    }
    i {
      height: 16px;
      border-radius: 4px;
      background: var(--vscode-list-inactiveSelectionBackground, var(--vscode-editorWidget-background));
    }
    .question {
      height: 36px;
    }
    .short {
      width: 60%;
    }
    /* The outline is delayed so that a chat that loads immediately does not flicker. */
    :host > * {
      animation: appear 0s 300ms backwards;
    }
    @keyframes appear {
      from {
        visibility: hidden;
      }
    }
  `;

  override render() {
    return html`<i class="question" role="status" aria-label=${t('Loading the chat…')}></i><i></i><i></i><i class="short"></i>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-loading-chat': LoadingChat;
  }
}
