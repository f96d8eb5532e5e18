import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';
import type { SetupMethod } from '../../src/view/api/chat.js';
import { ChatActionRequested } from './events.js';

/** A chat before its first message. */
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
      .ways {
        display: flex;
        flex-direction: column;
        gap: 8px;
        margin: 8px 0;
      }
    `,
  ];

  /** Whether a model other than the built-in echo model is available; undefined while this is unknown. */
  @property({ attribute: false }) hasModels?: boolean | undefined;
  /** Whether servers on this machine are detected automatically. */
  @property({ attribute: false }) detectsServers = true;
  /** Whether the built-in echo model responds as long as no other model is available. */
  @property({ type: Boolean }) echo = false;

  override render() {
    if (this.hasModels === false) {
      return html`<h2>${t('No models yet')}</h2>
        <p class="quiet">
          ${
            this.detectsServers
              ? t(
                  'Start Ollama, LM Studio, llamafile, or llama.cpp, and its models appear here automatically. You can also add a provider:',
                )
              : t(
                  'Add a provider to use its models. Automatic detection of local providers is turned off in the settings.',
                )
          }
        </p>
        <div class="ways">
          <vscode-button @click=${() => this.#setUp('key')}>${t('Paste an API Key…')}</vscode-button>
          <vscode-button secondary @click=${() => this.#setUp('address')}>${t('Add a Provider by Its URL…')}</vscode-button>
          <vscode-button secondary @click=${this.#configure}>${t('Open Providers and Models')}</vscode-button>
        </div>
        ${
          this.echo
            ? html`<p class="quiet">
              ${t('Until you add a provider, the built-in Echo model responds. It repeats your message and requires neither a network connection nor an API key.')}
            </p>`
            : nothing
        }`;
    }
    return html`<h2>${t('Ask a question')}</h2>
      <p class="quiet">${t('Your messages are sent only to the model you choose. Chats are stored on this machine.')}</p>`;
  }

  #setUp(by: SetupMethod): void {
    this.dispatchEvent(new ChatActionRequested({ kind: 'setUp', by }));
  }

  readonly #configure = (): void => {
    this.dispatchEvent(new ChatActionRequested({ kind: 'run', command: 'configure' }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-empty-chat': EmptyChat;
  }
}
