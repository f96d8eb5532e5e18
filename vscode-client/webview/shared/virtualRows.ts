import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

/**
 * The number of rows up to which a list is rendered completely. In longer lists, rows are rendered only while they are
 * near the visible part.
 */
const fullRenderLimit = 200;
const overscan = 10;

/**
 * A list of rows of equal height that remains fast with thousands of rows. The caller renders the rows, sets their
 * positions for screen readers (`aria-rowindex`, `aria-posinset`), and adds the style with which the list scrolls:
 * `display: block; overflow-y: auto`.
 */
@customElement('open-llm-virtual-rows')
export class VirtualRows<T> extends LitElement {
  @property({ attribute: false }) items: readonly T[] = [];
  @property({ attribute: false }) row: (item: T, index: number) => TemplateResult = () => html``;
  /** The height of a row, in pixels. */
  @property({ type: Number }) rowHeight = 28;
  @state() private top = 0;
  @state() private viewportHeight = 600;
  readonly #resizeObserver = new ResizeObserver(() => (this.viewportHeight = this.clientHeight));

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('scroll', this.#handleScroll, { passive: true });
    this.#resizeObserver.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('scroll', this.#handleScroll);
    this.#resizeObserver.disconnect();
  }

  /** Scrolls until a row is visible. */
  reveal(index: number): void {
    const top = index * this.rowHeight;
    if (top < this.scrollTop) {
      this.scrollTop = top;
    } else if (top + this.rowHeight > this.scrollTop + this.clientHeight) {
      this.scrollTop = top + this.rowHeight - this.clientHeight;
    }
  }

  /** Resolves when the visible part has been rendered after {@link reveal}. */
  async whenRendered(): Promise<void> {
    this.top = this.scrollTop;
    await this.updateComplete;
  }

  override createRenderRoot(): HTMLElement {
    // The component that renders the rows also styles them, so they belong to its DOM tree.
    return this;
  }

  override render() {
    const rendersAll = this.items.length <= fullRenderLimit;
    const first = rendersAll ? 0 : Math.max(0, Math.floor(this.top / this.rowHeight) - overscan);
    const last = rendersAll
      ? this.items.length
      : Math.min(this.items.length, Math.ceil((this.top + this.viewportHeight) / this.rowHeight) + overscan);
    // The height is set as a property because the content security policy of the page forbids style attributes, and
    // `styleMap` from Lit initially renders one.
    const spacer = (rows: number) =>
      html`<div aria-hidden="true" .style=${`height: ${rows * this.rowHeight}px`}></div>`;
    return html`${spacer(first)}${this.items
      .slice(first, last)
      .map((item, offset) => this.row(item, first + offset))}${spacer(this.items.length - last)}`;
  }

  readonly #handleScroll = (): void => {
    this.top = this.scrollTop;
  };
}
