import type { ConfigShowResult, ConfigShowResultValue, ConfigTarget, ProviderInfo } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '../shared/textfield.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Surroundings } from '../../src/view/api/providers.js';
import { t } from '../shared/l10n.js';
import { placeName } from '../shared/places.js';
import { base } from '../shared/styles.js';
import type { ProvidersBridge } from './bridge.js';
import { EditAsked, MoveAsked, SourceAsked } from './events.js';
import { fieldList } from './fieldList.js';
import './keyRow.js';
import { isSame, targetOf } from './places.js';
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
  @property({ attribute: false }) shown?: ConfigShowResult | undefined;
  @property({ attribute: false }) target!: ConfigTarget;
  @property({ attribute: false }) surroundings!: Surroundings;

  override render() {
    const { provider } = this;
    const written = targetOf(provider.source, this.shown);
    return html`<dl>
      <dt>${t('API key')}</dt>
      <dd><open-llm-key-row
          .bridge=${this.bridge}
          .provider=${provider}
          .shown=${this.shown}
          .surroundings=${this.surroundings}
        ></open-llm-key-row></dd>
      <dt>${t('Base URL')}</dt>
      <dd>
        <vscode-textfield
          .label=${t('Base URL')}
          .value=${provider.apiBase}
          title=${this.#addressFrom()}
          @change=${(event: Event) => this.#address((event.target as HTMLInputElement).value.trim())}
        ></vscode-textfield>
        <span class="unseen">${this.#addressFrom()}</span>
      </dd>
      ${
        provider.documentation
          ? html`<dt>${t('About')}</dt>
            <dd><a href=${provider.documentation}>${provider.documentation}</a></dd>`
          : nothing
      }
      <dt>${t('Configured in')}</dt>
      <dd>${provider.source ? this.#source(provider.source) : t('empty')}</dd>
      <dt>${t('Save changes in')}</dt>
      <dd>
        <open-llm-target-select
          label=${t('Save changes in')}
          .target=${this.target}
          .shown=${this.shown}
          ?workspace=${this.surroundings.workspace}
        ></open-llm-target-select>
        ${
          written && !isSame(written, this.target)
            ? html`<vscode-button secondary @click=${() => this.dispatchEvent(new MoveAsked(provider.name, written, this.target))}
              >${t('Move Provider to This Location')}</vscode-button
            >`
            : nothing
        }
      </dd>
    </dl>`;
  }

  #source(source: string) {
    return /\.ya?ml(:\d+)?$|^VS Code (workspace )?settings/.test(source)
      ? html`<a
          href="#"
          title=${t('Open the source')}
          @click=${(event: Event) => {
            event.preventDefault();
            this.dispatchEvent(new SourceAsked(source));
          }}
          >${placeName(source)}</a
        >`
      : html`<span class="quiet">${placeName(source)}</span>`;
  }

  /** Returns where the URL is configured. Returns an empty string for the default URL of a built-in provider. */
  #addressFrom(): string {
    const path = ['providers', this.provider.name, 'apiBase'].join('/');
    const said: ConfigShowResultValue | undefined = this.shown?.values.find((value) => value.path.join('/') === path);
    return said ? t('from {0}', placeName(said.origin.place)) : t('the provider’s default');
  }

  #address(typed: string): void {
    const path = ['providers', this.provider.name, 'apiBase'];
    this.dispatchEvent(new EditAsked([typed === '' ? { path } : { path, value: typed }], this.target));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-provider-fields': ProviderFields;
  }
}
