import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '../shared/textfield.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { effortName } from '../shared/effort.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';
import { textareaStyles } from './fields.js';
import { noParameters, type ParameterTexts } from './parameters.js';

/** Fired when a parameter was entered or chosen. */
export class ParametersChanged extends Event {
  static readonly type = 'parameters-changed';
  constructor(readonly parameters: ParameterTexts) {
    super(ParametersChanged.type, { bubbles: true, composed: true });
  }
}

type Name = keyof ParameterTexts;
type Choice = readonly [value: string, label: string];

const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;

/** The fields for the parameters of a request. Empty parameters are not sent. */
@customElement('open-llm-parameter-fields')
export class ParameterFields extends LitElement {
  static override styles = [
    base,
    textareaStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(128px, 1fr));
        gap: 8px 12px;
        align-items: start;
      }
      label,
      .field {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 4px;
        color: var(--vscode-descriptionForeground);
      }
      .wide {
        grid-column: span 2;
      }
      vscode-textfield,
      vscode-single-select {
        width: 100%;
      }
    `,
  ];

  @property({ attribute: false }) parameters: ParameterTexts = noParameters;

  override render() {
    const asProvider = t('Provider default');
    return html`${this.#typed('temperature', t('Temperature'), '0–2')} ${this.#typed('topP', t('Top P'), '0–1')}
      ${this.#typed('maxOutputTokens', t('Output tokens'), '')} ${this.#typed('seed', t('Seed'), '')}
      ${this.#chosen('reasoningEffort', t('Reasoning effort'), [
        ['', asProvider],
        ...efforts.map((effort): Choice => [effort, effortName(effort)]),
      ])}
      ${this.#chosen('parallelToolCalls', t('Parallel tool calls'), [
        ['', asProvider],
        ['true', t('Yes')],
        ['false', t('No')],
      ])}
      ${this.#chosen('format', t('Format'), [
        ['', t('Text')],
        ['json', t('JSON')],
      ])}
      ${this.#long('stop', t('Stop sequences'), t('One per line'))}
      ${this.parameters.format === 'json' ? this.#long('schema', t('Schema'), '{"type": "object"}', true) : nothing}
      ${this.#long('extra', t('Additional fields'), '{"top_k": 40}', true)}`;
  }

  #typed(name: Name, label: string, placeholder: string) {
    return html`<div class="field">
      <span aria-hidden="true">${label}</span>
      <vscode-textfield
        .label=${label}
        placeholder=${placeholder}
        .value=${this.parameters[name]}
        @input=${(event: Event) => this.#change(name, event)}
      ></vscode-textfield>
    </div>`;
  }

  #chosen(name: Name, label: string, choices: readonly Choice[]) {
    return html`<div class="field">
      <span aria-hidden="true">${label}</span>
      <vscode-single-select
        .label=${label}
        .value=${this.parameters[name]}
        @change=${(event: Event) => this.#change(name, event)}
      >
        ${choices.map(
          ([value, text]) =>
            html`<vscode-option value=${value} ?selected=${value === this.parameters[name]}>${text}</vscode-option>`,
        )}
      </vscode-single-select>
    </div>`;
  }

  #long(name: Name, label: string, placeholder: string, code = false) {
    return html`<label class="wide"
      >${label}
      <textarea
        rows="1"
        class=${code ? 'code' : ''}
        placeholder=${placeholder}
        spellcheck="false"
        .value=${this.parameters[name]}
        @input=${(event: Event) => this.#change(name, event)}
      ></textarea>
    </label>`;
  }

  #change(name: Name, event: Event): void {
    const { value } = event.target as HTMLInputElement;
    this.dispatchEvent(new ParametersChanged({ ...this.parameters, [name]: value }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-parameter-fields': ParameterFields;
  }
}
