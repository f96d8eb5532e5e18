import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Turn } from '../../src/chat/session.js';
import type { NamedModel } from '../../src/model/providerNames.js';
import { iconButton, iconStyles } from '../shared/icon.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';
import './answer.js';
import './question.js';

/** The number of turns that are rendered at first, and that are added each time the user scrolls back. */
const batchSize = 20;
/** The maximum distance from the end, in pixels, at which the view follows new text. */
const endThreshold = 40;

/** A scroll position in a chat other than its end. */
export interface ScrollPosition {
  /** The ID of the chat. */
  readonly session: string;
  /** The index of the first rendered turn. */
  readonly first: number;
  /** The number of pixels above the visible part. */
  readonly top: number;
}

/** Fired when the user has scrolled. The position is undefined at the end, where the view follows new text. */
export class ScrollPositionChanged extends Event {
  static readonly type = 'scroll-position-changed';
  constructor(readonly position: ScrollPosition | undefined) {
    super(ScrollPositionChanged.type);
  }
}

/**
 * Shows the turns of a chat, starting with the most recent ones. Earlier turns are rendered when the user scrolls back
 * to them, so a long chat opens as fast as a short one. The view follows new text while the end is visible.
 */
@customElement('open-llm-conversation')
export class Conversation extends LitElement {
  static override styles = [
    base,
    iconStyles,
    css`
      :host {
        display: block;
        position: relative;
        min-height: 0;
      }
      .frame {
        height: 100%;
        overflow-y: auto;
        overscroll-behavior: contain;
      }
      /* Scroll anchoring would change a position that must be maintained, as if the user had scrolled. */
      .held {
        overflow-anchor: none;
      }
      .frame:focus-visible {
        outline-offset: -1px;
      }
      .turns {
        display: flex;
        flex-direction: column;
        gap: 16px;
        padding: 12px 16px;
      }
      .earlier {
        align-self: center;
      }
      .to-end {
        position: absolute;
        right: 16px;
        bottom: 8px;
        display: flex;
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        border-radius: 5px;
        background: var(--vscode-editorWidget-background);
        box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
      }
    `,
  ];

  @property({ attribute: false }) turns: readonly Turn[] = [];
  /** The models with known display names. */
  @property({ attribute: false }) models: readonly NamedModel[] = [];
  /** The ID of the chat. When it changes, the view starts at the end of the new chat. */
  @property() session = '';
  /** The scroll position at which the page was hidden. */
  @property({ attribute: false }) position?: ScrollPosition | undefined;
  @state() private renderedCount = batchSize;
  @state() private followsEnd = true;
  @query('.frame') private frame?: HTMLElement;
  /** The position to maintain until the user scrolls, because the height of the content above it can still change. */
  @state() private pinnedTop: number | undefined;
  #lastScrollTop: number | undefined;
  readonly #resizeObserver = new ResizeObserver(() => this.#updateScroll());
  readonly #earlierObserver = new IntersectionObserver((entries) => {
    if (entries.some(({ isIntersecting }) => isIntersecting)) {
      this.#showEarlier();
    }
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizeObserver.disconnect();
    this.#earlierObserver.disconnect();
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('session')) {
      const position = this.position?.session === this.session ? this.position : undefined;
      this.renderedCount = position ? this.turns.length - position.first : batchSize;
      this.pinnedTop = position?.top;
      this.followsEnd = position === undefined;
    }
  }

  override firstUpdated(): void {
    const turns = this.renderRoot.querySelector('.turns');
    if (turns) {
      this.#resizeObserver.observe(turns);
    }
  }

  override updated(): void {
    this.#updateScroll();
    const earlierButton = this.renderRoot.querySelector('.earlier');
    this.#earlierObserver.disconnect();
    if (earlierButton) {
      this.#earlierObserver.observe(earlierButton);
    }
  }

  /** Scrolls to the end and follows new text. */
  scrollToEnd(): void {
    this.pinnedTop = undefined;
    this.followsEnd = true;
    this.#updateScroll();
  }

  /** Opens the last message for editing. */
  editLast(): void {
    void [...this.renderRoot.querySelectorAll('open-llm-question')].at(-1)?.edit();
  }

  override render() {
    const running = this.turns.some((turn) => turn.kind === 'answer' && turn.state === 'running');
    const hidden = Math.max(0, this.turns.length - this.renderedCount);
    return html`<div class=${this.pinnedTop === undefined ? 'frame' : 'frame held'} tabindex="0" role="region" aria-label=${t('Conversation')} @scroll=${this.#handleScroll}>
        <div class="turns">
          ${
            hidden > 0
              ? html`<vscode-button class="earlier" secondary @click=${this.#showEarlier}>${t('Show Earlier Messages')}</vscode-button>`
              : nothing
          }
          ${repeat(
            this.turns.slice(hidden),
            ({ id }) => id,
            (turn) =>
              turn.kind === 'user'
                ? html`<open-llm-question .turn=${turn} .editable=${!running}></open-llm-question>`
                : html`<open-llm-answer .turn=${turn} .repeatable=${!running} .models=${this.models}></open-llm-answer>`,
          )}
        </div>
      </div>
      ${
        this.followsEnd
          ? nothing
          : html`<span class="to-end">${iconButton('arrow-down', t('Scroll to the end'), () => this.#jumpToEnd(this.frame))}</span>`
      }`;
  }

  /** Moves the focus to the scrolled area, because the button disappears at the end. */
  #jumpToEnd(frame: HTMLElement | undefined): void {
    frame?.focus({ preventScroll: true });
    this.scrollToEnd();
  }

  /** Renders earlier turns without moving the visible content. */
  readonly #showEarlier = (): void => {
    const { frame } = this;
    const distanceFromBottom = frame ? frame.scrollHeight - frame.scrollTop : 0;
    this.renderedCount += batchSize;
    requestAnimationFrame(() => frame?.scrollTo({ top: frame.scrollHeight - distanceFromBottom }));
  };

  /** Handles scrolling. Scrolling by the page itself does not change whether the view follows new text. */
  readonly #handleScroll = (): void => {
    const { frame } = this;
    if (!frame || frame.scrollTop === this.#lastScrollTop) {
      return;
    }
    this.pinnedTop = undefined;
    this.followsEnd = frame.scrollHeight - frame.scrollTop - frame.clientHeight < endThreshold;
    const first = Math.max(0, this.turns.length - this.renderedCount);
    this.dispatchEvent(
      new ScrollPositionChanged(this.followsEnd ? undefined : { session: this.session, first, top: frame.scrollTop }),
    );
  };

  #updateScroll(): void {
    const top = this.pinnedTop ?? (this.followsEnd ? this.frame?.scrollHeight : undefined);
    if (this.frame && top !== undefined) {
      this.frame.scrollTop = top;
      this.#lastScrollTop = this.frame.scrollTop;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-conversation': Conversation;
  }
}
