import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { withSecondsLeft } from '../../src/chat/retry.js';
import { noticeText, type NoticeStep } from '../../src/chat/session.js';
import { icon, iconStyles } from '../shared/icon.js';
import { base } from '../shared/styles.js';

/**
 * Shows information about a request in addition to its response. Before a retry, it counts down the seconds;
 * afterwards, the text is in the past tense.
 */
@customElement('open-llm-notice')
export class Notice extends LitElement {
  static override styles = [
    base,
    iconStyles,
    css`
      p {
        display: flex;
        gap: 4px;
        align-items: center;
        margin: 4px 0;
        color: var(--vscode-descriptionForeground);
      }
      span {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .icon {
        overflow-wrap: normal;
      }
    `,
  ];

  @property({ attribute: false }) step!: NoticeStep;
  /** Whether the response is waiting for the activity that the notice describes. */
  @property({ attribute: false }) waiting = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override updated(): void {
    clearTimeout(this.#timer);
    if (this.waiting && this.#remainingMs() > 0) {
      this.#timer = setTimeout(() => this.requestUpdate(), this.#remainingMs() % 1000 || 1000);
    }
  }

  override render() {
    const { passing, retry } = this.step;
    const text = noticeText(this.step, this.waiting);
    const displayText =
      this.waiting && retry ? withSecondsLeft(text, retry.seconds, Math.ceil(this.#remainingMs() / 1000)) : text;
    return text === ''
      ? nothing
      : html`<p>${icon(passing && !this.waiting ? 'history' : 'warning')}<span>${displayText}</span></p>`;
  }

  #remainingMs(): number {
    return Math.max(0, (this.step.retry?.atMs ?? 0) - Date.now());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-notice': Notice;
  }
}
