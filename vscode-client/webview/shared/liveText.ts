import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Sentences } from './sentences.js';
import { base } from './styles.js';

/** How often a screen reader is told more, in milliseconds: sentences that come faster are said together. */
const everyMs = 1000;

/** Says a growing text to screen readers, politely and by the sentence. Nothing of it is seen. */
@customElement('open-llm-live-text')
export class LiveText extends LitElement {
  static override styles = base;

  /** Whatever tells this text from the one before: with another subject it is said from its beginning. */
  @property({ attribute: false }) subject = '';
  @property({ attribute: false }) text = '';
  /** False while more of it may come. */
  @property({ attribute: false }) ended = false;
  @state() private said = '';
  #sentences = new Sentences();
  #timer: ReturnType<typeof setTimeout> | undefined;

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('subject')) {
      this.#sentences = new Sentences();
    }
  }

  override updated(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const sentences = this.#sentences.next(this.text, this.ended);
      if (sentences !== '') {
        this.said = sentences;
      }
    }, everyMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  override render() {
    return html`<div class="unseen" role="log" aria-live="polite">${this.said}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-live-text': LiveText;
  }
}
