import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { comparedFigures, isEstimated, valuesOf, type ComparedFigure } from '../../src/playground/figures.js';
import { emptyColumn, type Column, type PlayModel } from '../../src/playground/run.js';
import { cost, duration, tokens, tokensPerSecond } from '../shared/format.js';
import { icon, iconStyles } from '../shared/icon.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';

/** Shows the metrics of one column. The metrics in which it is the best are marked. */
@customElement('open-llm-figure-list')
export class FigureList extends LitElement {
  static override styles = [
    base,
    iconStyles,
    css`
      dl {
        display: grid;
        /* There are at most three metrics in a row, so six metrics fill the rows evenly. */
        grid-template-columns: repeat(auto-fit, minmax(max(92px, 30%), 1fr));
        gap: 4px 8px;
        margin: 0;
      }
      dt {
        font-size: 0.9em;
        white-space: nowrap;
      }
      dd {
        margin: 0;
        min-height: 1.4em;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .best {
        font-weight: 600;
      }
      .best .icon {
        width: 12px;
        font-size: 10px;
        color: var(--vscode-charts-green, currentColor);
      }
    `,
  ];

  @property({ attribute: false }) column: Column = emptyColumn({} as PlayModel);
  @property({ attribute: false }) best: ReadonlySet<ComparedFigure> = new Set();

  override render() {
    const values = valuesOf(this.column);
    return html`<dl>
      ${comparedFigures.map((figure) => {
        const value = values[figure];
        const best = this.best.has(figure);
        return html`<div>
          <dt class="quiet">${names[figure]()}</dt>
          <dd class=${best ? 'best' : ''}>
            ${value === undefined ? '–' : this.#about(figure) + shown[figure](value)}
            ${best ? html`${icon('star-full')}<span class="unseen">${t('best')}</span>` : nothing}
          </dd>
        </div>`;
      })}
    </dl>`;
  }

  #about(figure: ComparedFigure): string {
    return ['speed', 'input', 'output'].includes(figure) && isEstimated(this.column) ? '≈ ' : '';
  }
}

/** The values are functions because the language is not known until a page is rendered. */
const names: Readonly<Record<ComparedFigure, () => string>> = {
  firstToken: () => t('First token'),
  speed: () => t('Speed'),
  total: () => t('Total'),
  input: () => t('Tokens in'),
  output: () => t('Tokens out'),
  cost: () => t('Cost'),
};

const shown: Readonly<Record<ComparedFigure, (value: number) => string>> = {
  firstToken: duration,
  speed: (perSecond) => tokensPerSecond(perSecond, 1000),
  total: duration,
  input: tokens,
  output: tokens,
  cost,
};

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-figure-list': FigureList;
  }
}
