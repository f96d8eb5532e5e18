import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { textOf, type AnswerTurn, type Figures } from '../../src/chat/session.js';
import { nameAmong, type ShownModel } from '../../src/model/providerNames.js';
import { cost, duration, tokens } from '../shared/format.js';
import { iconButton, iconStyles } from '../shared/icon.js';
import { t } from '../shared/l10n.js';
import { CodeActed } from '../shared/markdown/codeBlock.js';
import { base } from '../shared/styles.js';
import { ChatActed } from './events.js';

/** The line below a response, with its usage and the buttons to copy and retry. */
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
      /* The usage is next to the buttons if everything fits in one line, otherwise below them. */
      .figures {
        margin-left: auto;
        padding-left: 4px;
        overflow: hidden;
      }
      /* Each item begins with a dot. The dot of the first item in a line is clipped. */
      ul {
        display: flex;
        flex-wrap: wrap;
        margin: 0 0 0 -13px;
        padding: 0;
        list-style: none;
      }
      li {
        position: relative;
        max-width: 100%;
        padding-left: 13px;
        overflow-wrap: anywhere;
      }
      li::before {
        content: '·' / '';
        position: absolute;
        left: 5px;
      }
    `,
  ];

  @property({ attribute: false }) answer!: AnswerTurn;
  /** Whether the response can be requested again; false while another response is running. */
  @property({ attribute: false }) repeatable = true;
  /** The models with known display names. */
  @property({ attribute: false }) models: readonly ShownModel[] = [];

  override render() {
    const { figures } = this.answer;
    const id = figures?.model ?? this.answer.model;
    const text = textOf(this.answer);
    return html`<footer>
      ${text === '' ? nothing : iconButton('copy', t('Copy response'), () => this.dispatchEvent(new CodeActed('copy', text, 'markdown')))}
      ${this.repeatable ? iconButton('refresh', t('Ask Again'), this.#retry) : nothing}
      <div class="figures">
        <ul aria-label=${t('Usage')}>
          <li title=${id}>${nameAmong(this.models, id)}</li>
          ${figures ? figuresOf(figures).map((figure) => html`<li>${figure}</li>`) : nothing}
        </ul>
      </div>
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
