import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Turn } from '../../src/chat/session.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';
import './answer.js';
import './question.js';

/** How many turns are drawn at first, and how many more each time the person goes back. */
const portion = 20;
/** How near to the end, in pixels, the person has to be for the page to follow what comes. */
const nearEnd = 40;

/**
 * The turns of a chat, the last ones first: earlier ones are drawn when the person goes back to them, so that a long
 * chat opens as quickly as a short one. Follows what comes while its end is seen.
 */
@customElement('open-llm-conversation')
export class Conversation extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        min-height: 0;
      }
      .frame {
        height: 100%;
        overflow-y: auto;
        overscroll-behavior: contain;
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
    `,
  ];

  @property({ attribute: false }) turns: readonly Turn[] = [];
  /** Id of the chat: another one begins at its end. */
  @property() session = '';
  @state() private drawn = portion;
  @query('.frame') private frame?: HTMLElement;
  #followsEnd = true;
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
      this.drawn = portion;
      this.#followsEnd = true;
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

  /** Goes to the end and follows it. */
  toEnd(): void {
    this.#followsEnd = true;
    this.#follow();
  }

  override render() {
    const running = this.turns.some((turn) => turn.kind === 'answer' && turn.state === 'running');
    const hidden = Math.max(0, this.turns.length - this.drawn);
    return html`<div class="frame" tabindex="0" role="region" aria-label=${t('Conversation')} @scroll=${this.#scrolled}>
      <div class="turns">
        ${hidden > 0
          ? html`<vscode-button class="earlier" secondary @click=${this.#earlier}>${t('Show earlier messages')}</vscode-button>`
          : nothing}
        ${repeat(
          this.turns.slice(hidden),
          ({ id }) => id,
          (turn) =>
            turn.kind === 'user'
              ? html`<open-llm-question .turn=${turn} .editable=${!running}></open-llm-question>`
              : html`<open-llm-answer .turn=${turn} .repeatable=${!running}></open-llm-answer>`,
        )}
      </div>
    </div>`;
  }

  /** What the person sees stays where it is. */
  readonly #earlier = (): void => {
    const { frame } = this;
    const belowTop = frame ? frame.scrollHeight - frame.scrollTop : 0;
    this.drawn += portion;
    requestAnimationFrame(() => frame?.scrollTo({ top: frame.scrollHeight - belowTop }));
  };

  readonly #scrolled = (): void => {
    const { frame } = this;
    this.#followsEnd = !frame || frame.scrollHeight - frame.scrollTop - frame.clientHeight < nearEnd;
  };

  #follow(): void {
    if (this.#followsEnd && this.frame) {
      this.frame.scrollTop = this.frame.scrollHeight;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-conversation': Conversation;
  }
}
