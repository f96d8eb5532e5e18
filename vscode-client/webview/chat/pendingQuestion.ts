import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PendingQuestion as Question } from '../../src/chat/pendingQuestions.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';
import { ChatActionRequested, type ChatAction } from './events.js';

/**
 * Shows a message from another extension or a keyboard shortcut. The message is shown in full and sent only after the
 * user confirms it.
 */
@customElement('open-llm-pending-question')
export class PendingQuestion extends LitElement {
  static override styles = [
    base,
    css`
      section {
        padding: 8px;
        border: 1px solid var(--vscode-chat-requestBorder, var(--vscode-contrastBorder, transparent));
        border-radius: 4px;
        background: var(--vscode-editorWidget-background);
      }
      h2 {
        font-size: 1em;
      }
      .text {
        max-height: 30vh;
        margin: 4px 0;
        overflow-y: auto;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .quiet {
        overflow-wrap: anywhere;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: 8px;
      }
    `,
  ];

  @property({ attribute: false }) question!: Question;
  /** The display name of the model that would respond. */
  @property() model = '';

  /**
   * Moves the focus to the element rather than to a button, so a key that is pressed at that moment cannot send the
   * message.
   */
  override firstUpdated(): void {
    this.renderRoot.querySelector('section')?.focus();
  }

  override render() {
    const { text, from, newChat } = this.question;
    return html`<section role="group" aria-labelledby="who" aria-describedby="text" tabindex="-1">
      <h2 id="who">${from === undefined ? t('A keyboard shortcut or another extension is requesting to send this message:') : t('{0} is requesting to send this message:', from)}</h2>
      <p class="text" id="text" tabindex="0">${text}</p>
      <p class="quiet">
        ${newChat ? t('Model: {0}. Sending this message starts a new chat.', this.model) : t('Model: {0}.', this.model)}
      </p>
      <div class="buttons">
        <vscode-button @click=${() => this.#dispatchAction({ kind: 'pendingSend', always: false })}>${t('Send')}</vscode-button>
        <vscode-button secondary @click=${() => this.#dispatchAction({ kind: 'pendingDrop' })}>${t('Don’t Send')}</vscode-button>
        <vscode-button secondary @click=${() => this.#dispatchAction({ kind: 'pendingSend', always: true })}
          >${t('Always Send Without Asking')}</vscode-button
        >
      </div>
    </section>`;
  }

  #dispatchAction(action: ChatAction): void {
    this.dispatchEvent(new ChatActionRequested(action));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-pending-question': PendingQuestion;
  }
}
