import type { ConfigShowResult, ConfigShowResultPlace, ConfigTarget } from '@open-llm/client';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Surroundings } from '../../src/view/api/providers.js';
import { renderSelect, selectStyles } from '../shared/select.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';
import type { ProvidersBridge } from './bridge.js';
import { EditRequested, OpenSourceRequested } from './events.js';
import { fieldList } from './fieldList.js';
import { sourceOf, targetName, targets } from './places.js';
import './targetSelect.js';
import './transfer.js';

/** Shows the sources of the configuration, where new values are written, and the transfer between sources. */
@customElement('open-llm-configuration')
export class Configuration extends LitElement {
  static override styles = [
    base,
    selectStyles,
    fieldList,
    css`
      :host {
        display: block;
        overflow-y: auto;
        padding: 16px 20px;
      }
      h3 {
        margin-top: 24px;
      }
      ul {
        display: grid;
        grid-template-columns: minmax(0, auto) minmax(140px, 1fr) auto;
        gap: 0 16px;
        list-style: none;
        margin: 8px 0 0;
        padding: 0;
      }
      li {
        display: grid;
        grid-template-columns: subgrid;
        grid-column: 1 / -1;
        align-items: baseline;
        padding: 6px 0;
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
      }
      li a {
        overflow-wrap: anywhere;
      }
      open-llm-transfer {
        display: block;
        margin-top: 24px;
      }
    `,
  ];

  @property({ attribute: false }) bridge!: ProvidersBridge;
  @property({ attribute: false }) config?: ConfigShowResult | undefined;
  /** The source to which new values are written. */
  @property({ attribute: false }) target!: ConfigTarget;
  @property({ attribute: false }) surroundings!: Surroundings;

  override render() {
    return html`<h2>${t('Configuration')}</h2>
      <dl>
        <dt>${t('Read from')}</dt>
        <dd>
          ${this.#renderSetting('source', t('Read from'), [
            ['both', t('Both; configuration files take precedence')],
            ['vscode', t('VS Code settings only')],
            ['native', t('Configuration files only')],
          ])}
        </dd>
        <dt>${t('Configuration files')}</dt>
        <dd>
          ${this.#renderSetting('nativeLevel', t('Configuration files'), [
            ['both', t('User and workspace')],
            ['user', t('User only')],
            ['workspace', t('Workspace only')],
          ])}
        </dd>
        <dt>${t('Save new providers in')}</dt>
        <dd>
          <open-llm-target-select
            label=${t('Save new providers in')}
            .target=${this.target}
            .config=${this.config}
            ?workspace=${this.surroundings.workspace}
          ></open-llm-target-select>
        </dd>
      </dl>
      <h3>${t('Sources, highest precedence first')}</h3>
      <ul>
        ${this.#sources().map(({ target, place }) => this.#renderSource(target, place))}
      </ul>
      <open-llm-transfer
        .bridge=${this.bridge}
        .config=${this.config}
        ?workspace=${this.surroundings.workspace}
      ></open-llm-transfer>`;
  }

  /** Renders a VS Code setting. It defines from where everything else is read, so it cannot be set in a file. */
  #renderSetting(field: 'source' | 'nativeLevel', label: string, options: readonly (readonly [string, string])[]) {
    const current = this.config?.values.find(({ path }) => path.join('.') === `config.${field}`)?.value ?? 'both';
    const choices = options.map(([value, text]) => ({ value, text }));
    return renderSelect(label, typeof current === 'string' ? current : '', choices, (value) =>
      this.dispatchEvent(new EditRequested([{ path: ['config', field], value }], { level: 'user', store: 'vscode' })),
    );
  }

  /** Returns the sources that are read, in order of precedence, followed by the others. */
  #sources(): { target: ConfigTarget; place: ConfigShowResultPlace | undefined }[] {
    const readSources = (this.config?.places ?? [])
      .toReversed()
      .flatMap((place) => (place.target ? [{ target: place.target, place }] : []));
    const otherSources = targets
      .filter((target) => !sourceOf(target, this.config))
      .map((target) => ({ target, place: undefined }));
    return [...readSources, ...otherSources];
  }

  #renderSource(target: ConfigTarget, place: ConfigShowResultPlace | undefined) {
    const state = place === undefined ? t('not read') : place.exists ? t('in use') : t('not used yet');
    const source = place?.file ?? (target.level === 'user' ? 'VS Code settings' : 'VS Code workspace settings');
    return html`<li>
      <span>${targetName(target)}</span>
      ${
        place && (place.exists || target.store === 'vscode')
          ? html`<a
            href="#"
            @click=${(event: Event) => {
              event.preventDefault();
              this.dispatchEvent(new OpenSourceRequested(source));
            }}
            >${place.file ?? t('Open settings')}</a
          >`
          : html`<span class="quiet">${place?.file ?? nothing}</span>`
      }
      <span class="quiet">${state}</span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-configuration': Configuration;
  }
}
