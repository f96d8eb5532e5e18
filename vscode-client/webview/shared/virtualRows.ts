import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

/** Rows beyond these are drawn only while they are near the visible part. */
const drawnWhole = 200;
const overscan = 10;

/**
 * A list of rows of one height that stays fast with thousands of them. The caller draws the rows, sets positions for
 * screen readers (`aria-rowindex`, `aria-posinset`), and the style with which the list scrolls: `display: block;
 * overflow-y: auto`.
 */
@customElement('open-llm-virtual-rows')
export class VirtualRows<T> extends LitElement {
  @property({ attribute: false }) items: readonly T[] = [];
  @property({ attribute: false }) row: (item: T, index: number) => TemplateResult = () => html``;
  /** Pixels. */
  @property({ type: Number }) rowHeight = 28;
  @state() private top = 0;
  @state() private seen = 600;
  readonly #resized = new ResizeObserver(() => (this.seen = this.clientHeight));

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('scroll', this.#scrolled, { passive: true });
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('scroll', this.#scrolled);
    this.#resized.disconnect();
  }

  /** Scrolls to make a row visible. */
  reveal(index: number): void {
    const top = index * this.rowHeight;
    if (top < this.scrollTop) {
      this.scrollTop = top;
    } else if (top + this.rowHeight > this.scrollTop + this.clientHeight) {
      this.scrollTop = top + this.rowHeight - this.clientHeight;
    }
  }

  /** Resolves when the visible part is drawn, after {@link reveal}. */
  async drawn(): Promise<void> {
    this.top = this.scrollTop;
    await this.updateComplete;
  }

  override createRenderRoot(): HTMLElement {
    // Rows are styled by the component that draws them, so they live in its tree.
    return this;
  }

  override render() {
    const whole = this.items.length <= drawnWhole;
    const first = whole ? 0 : Math.max(0, Math.floor(this.top / this.rowHeight) - overscan);
    const last = whole
      ? this.items.length
      : Math.min(this.items.length, Math.ceil((this.top + this.seen) / this.rowHeight) + overscan);
    // As a property: the policy of the page forbids style attributes, and lit's styleMap starts with one.
    const spacer = (rows: number) =>
      html`<div aria-hidden="true" .style=${`height: ${rows * this.rowHeight}px`}></div>`;
    return html`${spacer(first)}${this.items
      .slice(first, last)
      .map((item, offset) => this.row(item, first + offset))}${spacer(this.items.length - last)}`;
  }

  readonly #scrolled = (): void => {
    this.top = this.scrollTop;
  };
}
