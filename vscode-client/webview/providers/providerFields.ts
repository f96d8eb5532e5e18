import type { ConfigShowResult, ConfigShowResultValue, ConfigTarget, ProviderInfo } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '../shared/textfield.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Surroundings } from '../../src/view/api/providers.js';
import { t } from '../shared/l10n.js';
import { sourceName } from '../shared/places.js';
import { base } from '../shared/styles.js';
import type { ProvidersBridge } from './bridge.js';
import { EditRequested, MoveRequested, OpenSourceRequested } from './events.js';
import { fieldList } from './fieldList.js';
import './keyRow.js';
import { isSameTarget, targetOf } from './places.js';
import './targetSelect.js';

/** The API key, the URL, and the source of a provider. */
@customElement('open-llm-provider-fields')
export class ProviderFields extends LitElement {
  static override styles = [
    base,
    fieldList,
    css`
      dd {
        display: flex;
        gap: 8px;
        align-items: center;
        flex-wrap: wrap;
        min-width: 0;
        min-height: 26px;
      }
      open-llm-key-row {
        flex: 1;
      }
      vscode-textfield {
        flex: 1;
        min-width: 220px;
        max-width: 520px;
      }
      a {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) bridge!: ProvidersBridge;
  @property({ attribute: false }) provider!: ProviderInfo;
  @property({ attribute: false }) config?: ConfigShowResult | undefined;
  @property({ attribute: false }) target!: ConfigTarget;
  @property({ attribute: false }) surroundings!: Surroundings;

  override render() {
    const { provider } = this;
    const configuredTarget = targetOf(provider.source, this.config);
    return html`<dl>
      <dt>${t('API key')}</dt>
      <dd><open-llm-key-row
          .bridge=${this.bridge}
          .provider=${provider}
          .config=${this.config}
          .surroundings=${this.surroundings}
        ></open-llm-key-row></dd>
      <dt>${t('Base URL')}</dt>
      <dd>
        <vscode-textfield
          .label=${t('Base URL')}
          .value=${provider.apiBase}
          title=${this.#baseUrlSource()}
          @change=${(event: Event) => this.#setBaseUrl((event.target as HTMLInputElement).value.trim())}
        ></vscode-textfield>
        <span class="unseen">${this.#baseUrlSource()}</span>
      </dd>
      ${
        provider.documentation
          ? html`<dt>${t('About')}</dt>
            <dd><a href=${provider.documentation}>${provider.documentation}</a></dd>`
          : nothing
      }
      <dt>${t('Configured in')}</dt>
      <dd>${provider.source ? this.#renderSource(provider.source) : t('empty')}</dd>
      <dt>${t('Save changes in')}</dt>
      <dd>
        <open-llm-target-select
          label=${t('Save changes in')}
          .target=${this.target}
          .config=${this.config}
          ?workspace=${this.surroundings.workspace}
        ></open-llm-target-select>
        ${
          configuredTarget && !isSameTarget(configuredTarget, this.target)
            ? html`<vscode-button secondary @click=${() => this.dispatchEvent(new MoveRequested(provider.name, configuredTarget, this.target))}
              >${t('Move Provider to This Location')}</vscode-button
            >`
            : nothing
        }
      </dd>
    </dl>`;
  }

  #renderSource(source: string) {
    return /\.ya?ml(:\d+)?$|^VS Code (workspace )?settings/.test(source)
      ? html`<a
          href="#"
          title=${t('Open the source')}
          @click=${(event: Event) => {
            event.preventDefault();
            this.dispatchEvent(new OpenSourceRequested(source));
          }}
          >${sourceName(source)}</a
        >`
      : html`<span class="quiet">${sourceName(source)}</span>`;
  }

  /** Returns where the URL is configured. Returns an empty string for the default URL of a built-in provider. */
  #baseUrlSource(): string {
    const path = ['providers', this.provider.name, 'apiBase'].join('/');
    const entry: ConfigShowResultValue | undefined = this.config?.values.find((value) => value.path.join('/') === path);
    return entry ? t('from {0}', sourceName(entry.origin.place)) : t('the provider’s default');
  }

  #setBaseUrl(baseUrl: string): void {
    const path = ['providers', this.provider.name, 'apiBase'];
    this.dispatchEvent(new EditRequested([baseUrl === '' ? { path } : { path, value: baseUrl }], this.target));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-provider-fields': ProviderFields;
  }
}
