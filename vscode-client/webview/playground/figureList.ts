import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { comparedMetrics, isEstimated, metricsOf, type ComparedMetric } from '../../src/playground/figures.js';
import { emptyColumn, type Column, type PlayModel } from '../../src/playground/run.js';
import { formatCost, formatDuration, formatTokens, formatSpeed } from '../shared/format.js';
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
  @property({ attribute: false }) best: ReadonlySet<ComparedMetric> = new Set();

  override render() {
    const values = metricsOf(this.column);
    return html`<dl>
      ${comparedMetrics.map((metric) => {
        const value = values[metric];
        const best = this.best.has(metric);
        return html`<div>
          <dt class="quiet">${names[metric]()}</dt>
          <dd class=${best ? 'best' : ''}>
            ${value === undefined ? '–' : this.#estimatePrefix(metric) + formatters[metric](value)}
            ${best ? html`${icon('star-full')}<span class="unseen">${t('best')}</span>` : nothing}
          </dd>
        </div>`;
      })}
    </dl>`;
  }

  #estimatePrefix(metric: ComparedMetric): string {
    return ['speed', 'input', 'output'].includes(metric) && isEstimated(this.column) ? '≈ ' : '';
  }
}

/** The values are functions because the language is not known until a page is rendered. */
const names: Readonly<Record<ComparedMetric, () => string>> = {
  firstToken: () => t('First token'),
  speed: () => t('Speed'),
  total: () => t('Total'),
  input: () => t('Tokens in'),
  output: () => t('Tokens out'),
  cost: () => t('Cost'),
};

const formatters: Readonly<Record<ComparedMetric, (value: number) => string>> = {
  firstToken: formatDuration,
  speed: (perSecond) => formatSpeed(perSecond, 1000),
  total: formatDuration,
  input: formatTokens,
  output: formatTokens,
  cost: formatCost,
};

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-figure-list': FigureList;
  }
}
