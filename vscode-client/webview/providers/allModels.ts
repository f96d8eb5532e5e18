import type { ModelInfo, ProviderInfo } from '@open-llm/client';
import '../shared/textfield.js';
import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../shared/l10n.js';
import { filterModels } from '../shared/modelFilter.js';
import '../shared/modelTable.js';
import { formatModelCount } from '../shared/providerState.js';
import { base } from '../shared/styles.js';

/** All offered models of all providers. */
@customElement('open-llm-all-models')
export class AllModels extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        overflow-y: auto;
        padding: 16px 20px;
        --open-llm-table-height: max(200px, calc(100vh - 240px));
      }
      .bar {
        display: flex;
        gap: 8px;
        align-items: center;
        margin: 12px 0 8px;
      }
      vscode-textfield {
        flex: 1;
        max-width: 480px;
      }
      .empty {
        padding: 16px 8px;
      }
    `,
  ];

  @property({ attribute: false }) models: readonly ModelInfo[] = [];
  @property({ attribute: false }) providers: readonly ProviderInfo[] = [];
  @property({ attribute: false }) defaultModel?: string | undefined;
  @state() private query = '';

  override render() {
    const local = new Set(this.providers.filter((provider) => provider.local).map(({ name }) => name));
    const matches = filterModels(this.models, this.query, (provider) => local.has(provider));
    return html`<h2>${t('All models')}</h2>
      <div class="bar">
        <vscode-textfield
          placeholder=${t('Filter by provider, tools, vision, reasoning, local, or free')}
          .label=${t('Filter all models')}
          .value=${this.query}
          @input=${(event: Event) => (this.query = (event.target as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && (this.query = '')}
        ></vscode-textfield>
        <span class="quiet" role="status">${formatModelCount(matches.length)}</span>
      </div>
      ${
        matches.length > 0
          ? html`<open-llm-model-table
            mixed
            .models=${matches}
            .defaultModel=${this.defaultModel}
            label=${t('All models')}
          ></open-llm-model-table>`
          : html`<p class="empty quiet">
            ${this.models.length > 0 ? t('No models match the filter.') : t('No provider offers models yet.')}
          </p>`
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-all-models': AllModels;
  }
}
