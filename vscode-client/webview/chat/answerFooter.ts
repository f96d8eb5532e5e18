import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { textOf, type AnswerTurn, type Figures } from '../../src/chat/session.js';
import { cost, duration, tokens } from '../shared/format.js';
import { iconButton, iconStyles } from '../shared/icon.js';
import { t } from '../shared/l10n.js';
import { CodeActed } from '../shared/markdown/codeBlock.js';
import { base } from '../shared/styles.js';
import { ChatActed } from './events.js';

/** Below a response: usage, copy and retry. */
@customElement('open-llm-answer-footer')
export class AnswerFooter extends LitElement {
  static override styles = [
    base,
    iconStyles,
    css`
      footer {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 4px;
        margin-left: -4px;
        color: var(--vscode-descriptionForeground);
        font-size: 0.92em;
      }
      /* Beside the buttons where there is room for all in one line, else below them. */
      ul {
        display: flex;
        flex-wrap: wrap;
        margin: 0 0 0 auto;
        padding: 0 0 0 4px;
        list-style: none;
      }
      li {
        max-width: 100%;
        overflow-wrap: anywhere;
      }
      li:not(:last-child)::after {
        content: '·';
        padding: 0 4px;
      }
    `,
  ];

  @property({ attribute: false }) answer!: AnswerTurn;
  /** False while another response is running. */
  @property({ attribute: false }) repeatable = true;

  override render() {
    const { figures, model } = this.answer;
    const text = textOf(this.answer);
    return html`<footer>
      ${text === '' ? nothing : iconButton('copy', t('Copy answer'), () => this.dispatchEvent(new CodeActed('copy', text, 'markdown')))}
      ${this.repeatable ? iconButton('refresh', t('Ask again'), this.#retry) : nothing}
      <ul aria-label=${t('What it took')}>
        ${[figures?.model ?? model, ...(figures ? figuresOf(figures) : [])].map((figure) => html`<li>${figure}</li>`)}
      </ul>
    </footer>`;
  }

  readonly #retry = (): void => {
    this.dispatchEvent(new ChatActed({ what: 'retry', turn: this.answer.id }));
  };
}

function figuresOf({ firstTokenMs, totalMs, inputTokens, outputTokens, costUsd }: Figures): string[] {
  return [
    firstTokenMs === undefined ? duration(totalMs) : t('first token {0}', duration(firstTokenMs)),
    ...(inputTokens === undefined || outputTokens === undefined
      ? []
      : [t('{0} → {1} tokens', tokens(inputTokens), tokens(outputTokens))]),
    ...(costUsd === undefined ? [] : [cost(costUsd)]),
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-answer-footer': AnswerFooter;
  }
}
