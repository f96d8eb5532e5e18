import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Turn } from '../../src/chat/session.js';
import type { ShownModel } from '../../src/model/providerNames.js';
import { iconButton, iconStyles } from '../shared/icon.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';
import './answer.js';
import './question.js';

/** The number of turns that are rendered at first, and that are added each time the user scrolls back. */
const portion = 20;
/** The maximum distance from the end, in pixels, at which the view follows new text. */
const nearEnd = 40;

/** A scroll position in a chat other than its end. */
export interface Place {
  /** The ID of the chat. */
  readonly session: string;
  /** The index of the first rendered turn. */
  readonly first: number;
  /** The number of pixels above the visible part. */
  readonly top: number;
}

/** Fired when the user has scrolled. The position is undefined at the end, where the view follows new text. */
export class PlaceChanged extends Event {
  static readonly type = 'place-changed';
  constructor(readonly place: Place | undefined) {
    super(PlaceChanged.type);
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
  @property({ attribute: false }) models: readonly ShownModel[] = [];
  /** The ID of the chat. When it changes, the view starts at the end of the new chat. */
  @property() session = '';
  /** The scroll position at which the page was hidden. */
  @property({ attribute: false }) place?: Place | undefined;
  @state() private drawn = portion;
  @state() private followsEnd = true;
  @query('.frame') private frame?: HTMLElement;
  /** The position to maintain until the user scrolls, because the height of the content above it can still change. */
  @state() private heldTop: number | undefined;
  #scrolledTo: number | undefined;
  readonly #grew = new ResizeObserver(() => this.#follow());
  readonly #cameNear = new IntersectionObserver((entries) => {
    if (entries.some(({ isIntersecting }) => isIntersecting)) {
      this.#earlier();
    }
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#grew.disconnect();
    this.#cameNear.disconnect();
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('session')) {
      const place = this.place?.session === this.session ? this.place : undefined;
      this.drawn = place ? this.turns.length - place.first : portion;
      this.heldTop = place?.top;
      this.followsEnd = place === undefined;
    }
  }

  override firstUpdated(): void {
    const turns = this.renderRoot.querySelector('.turns');
    if (turns) {
      this.#grew.observe(turns);
    }
  }

  override updated(): void {
    this.#follow();
    const earlier = this.renderRoot.querySelector('.earlier');
    this.#cameNear.disconnect();
    if (earlier) {
      this.#cameNear.observe(earlier);
    }
  }

  /** Scrolls to the end and follows new text. */
  toEnd(): void {
    this.heldTop = undefined;
    this.followsEnd = true;
    this.#follow();
  }

  /** Opens the last message for editing. */
  editLast(): void {
    void [...this.renderRoot.querySelectorAll('open-llm-question')].at(-1)?.edit();
  }

  override render() {
    const running = this.turns.some((turn) => turn.kind === 'answer' && turn.state === 'running');
    const hidden = Math.max(0, this.turns.length - this.drawn);
    return html`<div class=${this.heldTop === undefined ? 'frame' : 'frame held'} tabindex="0" role="region" aria-label=${t('Conversation')} @scroll=${this.#scrolled}>
        <div class="turns">
          ${
            hidden > 0
              ? html`<vscode-button class="earlier" secondary @click=${this.#earlier}>${t('Show Earlier Messages')}</vscode-button>`
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
          : html`<span class="to-end">${iconButton('arrow-down', t('Scroll to the end'), () => this.#leaveFor(this.frame))}</span>`
      }`;
  }

  /** Moves the focus to the scrolled area, because the button disappears at the end. */
  #leaveFor(frame: HTMLElement | undefined): void {
    frame?.focus({ preventScroll: true });
    this.toEnd();
  }

  /** Renders earlier turns without moving the visible content. */
  readonly #earlier = (): void => {
    const { frame } = this;
    const belowTop = frame ? frame.scrollHeight - frame.scrollTop : 0;
    this.drawn += portion;
    requestAnimationFrame(() => frame?.scrollTo({ top: frame.scrollHeight - belowTop }));
  };

  /** Handles scrolling. Scrolling by the page itself does not change whether the view follows new text. */
  readonly #scrolled = (): void => {
    const { frame } = this;
    if (!frame || frame.scrollTop === this.#scrolledTo) {
      return;
    }
    this.heldTop = undefined;
    this.followsEnd = frame.scrollHeight - frame.scrollTop - frame.clientHeight < nearEnd;
    const first = Math.max(0, this.turns.length - this.drawn);
    this.dispatchEvent(
      new PlaceChanged(this.followsEnd ? undefined : { session: this.session, first, top: frame.scrollTop }),
    );
  };

  #follow(): void {
    const top = this.heldTop ?? (this.followsEnd ? this.frame?.scrollHeight : undefined);
    if (this.frame && top !== undefined) {
      this.frame.scrollTop = top;
      this.#scrolledTo = this.frame.scrollTop;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-conversation': Conversation;
  }
}
