import type { ConfigShowResult, ConfigTarget, ModelInfo, ProviderInfo } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '../shared/textfield.js';
import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../shared/l10n.js';
import { filterModels } from '../shared/modelFilter.js';
import '../shared/modelTable.js';
import type { ModelToggled } from '../shared/modelTable.js';
import '../shared/moreMenu.js';
import { formatModelCount } from '../shared/providerState.js';
import { base } from '../shared/styles.js';
import { EditRequested } from './events.js';
import { modelSelectionOf, editsFor } from './modelSelection.js';

/** The models of one provider: whether each is offered, and its properties. */
@customElement('open-llm-provider-models')
export class ProviderModels extends LitElement {
  static override styles = [
    base,
    css`
      .bar {
        display: flex;
        gap: 8px;
        align-items: center;
        margin: 20px 0 8px;
      }
      .bar vscode-textfield {
        flex: 1;
        min-width: 120px;
        max-width: 340px;
      }
      .empty {
        padding: 16px 8px;
      }
    `,
  ];

  @property({ attribute: false }) provider!: ProviderInfo;
  /** The offered models. */
  @property({ attribute: false }) models: readonly ModelInfo[] = [];
  /** The models that the provider lists and the configuration excludes. */
  @property({ attribute: false }) hiddenModels: readonly ModelInfo[] = [];
  @property({ attribute: false }) embeddingModels: readonly ModelInfo[] = [];
  @property({ attribute: false }) defaultModel?: string | undefined;
  @property({ attribute: false }) config?: ConfigShowResult | undefined;
  @property({ attribute: false }) target!: ConfigTarget;
  @state() private query = '';

  override willUpdate(changed: Map<string, unknown>): void {
    const previous = changed.get('provider') as ProviderInfo | undefined;
    if (previous && previous.name !== this.provider.name) {
      this.query = '';
    }
  }

  override render() {
    // Offered and excluded models are sorted together, so a row stays in its position when the user turns the model on
    // or off.
    const all = [...this.models, ...this.embeddingModels, ...this.hiddenModels].sort((one, other) =>
      one.name.localeCompare(other.name, [], collation),
    );
    const matches = filterModels(all, this.query, () => this.provider.local);
    const offered = new Set([...this.models, ...this.embeddingModels].map(({ id }) => id));
    return html`<div class="bar">
        <h2>${t('Models')}</h2>
        <vscode-textfield
          placeholder=${t('Filter by name, tools, vision, reasoning, or free')}
          .label=${t('Filter models')}
          .value=${this.query}
          @input=${(event: Event) => (this.query = (event.target as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && (this.query = '')}
        ></vscode-textfield>
        <span class="quiet" role="status">${this.query === '' ? '' : formatModelCount(matches.length)}</span>
        <open-llm-more-menu
          label=${t('More actions for the listed models')}
          .items=${[
            {
              text: t('Offer All Listed Models'),
              act: () =>
                this.#setOffered(
                  matches.filter(({ id }) => !offered.has(id)),
                  true,
                ),
              disabled: matches.every(({ id }) => offered.has(id)),
            },
            {
              text: t('Offer None of the Listed Models'),
              act: () =>
                this.#setOffered(
                  matches.filter(({ id }) => offered.has(id)),
                  false,
                ),
              disabled: !matches.some(({ id }) => offered.has(id)),
            },
          ]}
        ></open-llm-more-menu>
      </div>
      ${
        matches.length > 0
          ? html`<open-llm-model-table
            .models=${matches}
            .offered=${offered}
            .defaultModel=${this.defaultModel}
            label=${t('Models of {0}', this.provider.displayName)}
            @model-toggled=${(event: ModelToggled) => this.#setOffered([event.model], event.enabled)}
          ></open-llm-model-table>`
          : html`<p class="empty quiet">${this.#emptyMessage()}</p>`
      }`;
  }

  #setOffered(models: readonly ModelInfo[], offer: boolean): void {
    const { name } = this.provider;
    this.dispatchEvent(
      new EditRequested(editsFor(name, modelSelectionOf(name, this.config), models, offer), this.target),
    );
  }

  #emptyMessage(): string {
    if (this.models.length + this.embeddingModels.length + this.hiddenModels.length > 0) {
      return t('No models match the filter.');
    }
    switch (this.provider.status.state) {
      case 'no_key':
        return t('The models appear here after you set an API key.');
      case 'disabled':
        return t('The provider is disabled.');
      case 'loading':
        return t('Loading models…');
      case 'error':
        return t('The models appear here when the provider responds.');
      default:
        return t('The provider lists no models. Add them in the configuration file.');
    }
  }
}

/** Sorts `gpt-5` before `gpt-10`. */
const collation: Intl.CollatorOptions = { numeric: true, sensitivity: 'base' };

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-provider-models': ProviderModels;
  }
}
