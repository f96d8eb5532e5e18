import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Sentences } from './sentences.js';
import { base } from './styles.js';

/** How often a screen reader gets new text, in milliseconds: sentences that arrive faster are announced together. */
const everyMs = 1000;

/** Announces a growing text to screen readers, politely and by the sentence. It is not visible. */
@customElement('open-llm-live-text')
export class LiveText extends LitElement {
  static override styles = base;

  /** Identifies this text: with another subject it is announced from its beginning. */
  @property({ attribute: false }) subject = '';
  @property({ attribute: false }) text = '';
  /** False while more text may arrive. */
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
