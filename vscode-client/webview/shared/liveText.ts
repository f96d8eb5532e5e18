import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { SentenceExtractor } from './sentenceExtractor.js';
import { base } from './styles.js';

/**
 * How often new text is passed to a screen reader, in milliseconds. Sentences that arrive within this time are
 * announced together.
 */
const intervalMs = 1000;

/** Announces growing text to screen readers, politely and in complete sentences. The element is not visible. */
@customElement('open-llm-live-text')
export class LiveText extends LitElement {
  static override styles = base;

  /** Identifies the text. When the subject changes, the text is announced from the beginning. */
  @property({ attribute: false }) subject = '';
  @property({ attribute: false }) text = '';
  /** Whether the text is complete; false while more text can arrive. */
  @property({ attribute: false }) ended = false;
  @state() private announcement = '';
  #sentences = new SentenceExtractor();
  #timer: ReturnType<typeof setTimeout> | undefined;

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('subject')) {
      this.#sentences = new SentenceExtractor();
    }
  }

  override updated(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const sentences = this.#sentences.next(this.text, this.ended);
      if (sentences !== '') {
        this.announcement = sentences;
      }
    }, intervalMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  override render() {
    return html`<div class="unseen" role="log" aria-live="polite">${this.announcement}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-live-text': LiveText;
  }
}
