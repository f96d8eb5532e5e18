import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { responseText, type ResponseTurn, type ResponseMetrics } from '../../src/chat/session.js';
import { distinctName, type NamedModel } from '../../src/model/providerNames.js';
import { formatCost, formatDuration, formatTokens } from '../shared/format.js';
import { iconButton, iconStyles } from '../shared/icon.js';
import { t } from '../shared/l10n.js';
import { CodeActionRequested } from '../shared/markdown/codeBlock.js';
import { base } from '../shared/styles.js';
import { ChatActionRequested } from './events.js';

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

  @property({ attribute: false }) turn!: ResponseTurn;
  /** Whether the response can be requested again; false while another response is running. */
  @property({ attribute: false }) repeatable = true;
  /** The models with known display names. */
  @property({ attribute: false }) models: readonly NamedModel[] = [];

  override render() {
    const { figures } = this.turn;
    const id = figures?.model ?? this.turn.model;
    const text = responseText(this.turn);
    return html`<footer>
      ${text === '' ? nothing : iconButton('copy', t('Copy response'), () => this.dispatchEvent(new CodeActionRequested('copy', text, 'markdown')))}
      ${this.repeatable ? iconButton('refresh', t('Ask Again'), this.#retry) : nothing}
      <div class="figures">
        <ul aria-label=${t('Usage')}>
          <li title=${id}>${distinctName(this.models, id)}</li>
          ${figures ? formatUsage(figures).map((metric) => html`<li>${metric}</li>`) : nothing}
        </ul>
      </div>
    </footer>`;
  }

  readonly #retry = (): void => {
    this.dispatchEvent(new ChatActionRequested({ kind: 'retry', turn: this.turn.id }));
  };
}

function formatUsage({ firstTokenMs, totalMs, inputTokens, outputTokens, costUsd }: ResponseMetrics): string[] {
  return [
    firstTokenMs === undefined ? formatDuration(totalMs) : t('first token {0}', formatDuration(firstTokenMs)),
    ...(inputTokens === undefined || outputTokens === undefined
      ? []
      : [t('{0} → {1} tokens', formatTokens(inputTokens), formatTokens(outputTokens))]),
    ...(costUsd === undefined ? [] : [formatCost(costUsd)]),
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-answer-footer': AnswerFooter;
  }
}
