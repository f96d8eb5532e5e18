import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';
import { ChatActed } from './events.js';

/** A chat before its first question. */
@customElement('open-llm-empty-chat')
export class EmptyChat extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
        justify-content: center;
        align-items: center;
        gap: 8px;
        padding: 16px;
        text-align: center;
      }
    `,
  ];

  /** Whether there is a model to ask; undefined while that is not known. */
  @property({ attribute: false }) hasModels?: boolean | undefined;

  override render() {
    if (this.hasModels === false) {
      return html`<h2>${t('There is no model yet')}</h2>
        <p class="quiet">${t('Start a local model server, or add a provider.')}</p>
        <vscode-button @click=${this.#configure}>${t('Add a provider')}</vscode-button>`;
    }
    return html`<h2>${t('Ask a model')}</h2>
      <p class="quiet">${t('What you ask goes only to the model you choose. Chats are kept on this machine.')}</p>`;
  }

  readonly #configure = (): void => {
    this.dispatchEvent(new ChatActed({ what: 'run', command: 'configure' }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-empty-chat': EmptyChat;
  }
}
