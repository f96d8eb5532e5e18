import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ReasoningStep } from '../../src/chat/session.js';
import { formatDuration } from '../shared/format.js';
import { icon, iconStyles } from '../shared/icon.js';
import { t } from '../shared/l10n.js';
import '../shared/markdown/markdownView.js';
import { base } from '../shared/styles.js';
import { disclosureStyles } from './disclosure.js';

/** Shows the reasoning of the model as a single line that expands. */
@customElement('open-llm-reasoning')
export class Reasoning extends LitElement {
  static override styles = [
    base,
    iconStyles,
    disclosureStyles,
    css`
      open-llm-markdown {
        color: var(--vscode-descriptionForeground);
      }
    `,
  ];

  @property({ attribute: false }) step!: ReasoningStep;
  /** Whether the response that contains the reasoning is running. */
  @property({ attribute: false }) running = false;
  @state() private open = false;

  override render() {
    const { ms, text } = this.step;
    const isThinking = ms === undefined && this.running;
    const label =
      ms !== undefined
        ? t('Thought for {0}', formatDuration(ms))
        : isThinking
          ? t('Thinking…')
          : t('Reasoning was canceled');
    return html`<button class="disclosure" aria-expanded=${this.open} @click=${() => (this.open = !this.open)}>
        ${isThinking ? html`<span class="turning">${icon('loading')}</span>` : icon('thinking')}<span class="cut">${label}</span>${icon(this.open ? 'chevron-down' : 'chevron-right')}
      </button>
      ${this.open ? html`<div class="inside"><open-llm-markdown .text=${text}></open-llm-markdown></div>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-reasoning': Reasoning;
  }
}
