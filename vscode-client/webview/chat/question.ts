import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { UserTurn, Versions } from '../../src/chat/session.js';
import { icon, iconButton, iconStyles, type IconName } from '../shared/icon.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';
import { ChatActionRequested } from './events.js';
import './attachmentChips.js';
import { inputStyles, isSendKey } from './input.js';

/** Shows a message of the user, which can be edited and sent again. */
@customElement('open-llm-question')
export class Question extends LitElement {
  static override styles = [
    base,
    iconStyles,
    inputStyles,
    css`
      :host {
        display: block;
      }
      article {
        position: relative;
        padding: 8px 12px;
        border: 1px solid var(--vscode-chat-requestBorder, var(--vscode-contrastBorder, transparent));
        border-radius: 6px;
        background: var(--vscode-chat-requestBackground, transparent);
      }
      p {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      open-llm-attachment-chips {
        display: block;
        margin-bottom: 4px;
      }
      /* The toolbar is on the border, as in VS Code, so it does not cover any text. */
      .actions {
        position: absolute;
        top: -12px;
        right: 8px;
        display: flex;
        border: 1px solid var(--vscode-chat-requestBorder, var(--vscode-contrastBorder, transparent));
        border-radius: 4px;
        background: var(--vscode-editorWidget-background);
        opacity: 0;
      }
      :is(article:hover, article:focus-within) .actions {
        opacity: 1;
      }
      .versions {
        display: flex;
        align-items: center;
        justify-content: flex-end;
        gap: 2px;
        margin: 2px -4px -4px 0;
        color: var(--vscode-descriptionForeground);
        font-size: 0.92em;
        font-variant-numeric: tabular-nums;
      }
      .buttons {
        display: flex;
        gap: 8px;
        margin-top: 8px;
      }
    `,
  ];

  @property({ attribute: false }) turn!: UserTurn;
  /** Whether the message can be edited; false while a response is running. */
  @property({ attribute: false }) editable = true;
  @state() private draft?: string | undefined;

  override render() {
    return html`<article aria-label=${t('You')}>
      ${
        this.turn.attachments.length > 0
          ? html`<open-llm-attachment-chips .attachments=${this.turn.attachments}></open-llm-attachment-chips>`
          : nothing
      }
      ${this.draft === undefined ? this.#renderMessage() : this.#renderEditor(this.draft)}
    </article>`;
  }

  #renderMessage() {
    return html`<p>${this.turn.text}</p>
      ${
        this.editable
          ? html`<span class="actions">${iconButton('edit', t('Edit and ask again'), () => void this.edit())}</span>`
          : nothing
      }
      ${this.turn.versions ? this.#renderVersions(this.turn.versions) : nothing}`;
  }

  #renderEditor(draft: string) {
    return html`<textarea
        aria-label=${t('Message')}
        .value=${draft}
        @input=${(event: Event) => (this.draft = (event.target as HTMLTextAreaElement).value)}
        @keydown=${this.#handleKeydown}
      ></textarea>
      <div class="buttons">
        <vscode-button @click=${this.#submit}>${t('Ask Again')}</vscode-button>
        <vscode-button secondary @click=${this.#cancel}>${t('Cancel')}</vscode-button>
      </div>`;
  }

  /** Renders the navigation between the versions of an edited message. */
  #renderVersions({ shown, tails }: Versions) {
    const versionButton = (name: IconName, label: string, target: number) =>
      html`<button
        class="action"
        aria-label=${label}
        title=${label}
        ?disabled=${!this.editable || target < 0 || target >= tails.length}
        @click=${() => this.dispatchEvent(new ChatActionRequested({ kind: 'version', turn: this.turn.id, version: target }))}
      >
        ${icon(name)}
      </button>`;
    return html`<div class="versions" role="group" aria-label=${t('Versions of this message')}>
      ${versionButton('chevron-left', t('Previous version'), shown - 1)}
      <span>${t('{0} of {1}', shown + 1, tails.length)}</span>
      ${versionButton('chevron-right', t('Next version'), shown + 1)}
    </div>`;
  }

  /** Lets the user edit the message. */
  async edit(): Promise<void> {
    this.draft ??= this.turn.text;
    await this.updateComplete;
    this.renderRoot.querySelector('textarea')?.focus();
  }

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      void this.#cancel();
    } else if (isSendKey(event)) {
      event.preventDefault();
      this.#submit();
    }
  };

  readonly #submit = (): void => {
    const text = this.draft ?? '';
    this.draft = undefined;
    this.dispatchEvent(new ChatActionRequested({ kind: 'edit', turn: this.turn.id, text }));
  };

  readonly #cancel = async (): Promise<void> => {
    this.draft = undefined;
    await this.updateComplete;
    this.renderRoot.querySelector('button')?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-question': Question;
  }
}
