import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '../shared/textfield.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { effortName } from '../shared/effort.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';
import { textareaStyles } from './fields.js';
import { emptyParameters, type ParameterTexts } from './parameters.js';

/** Fired when a parameter was entered or chosen. */
export class ParametersChanged extends Event {
  static readonly type = 'parameters-changed';
  constructor(readonly parameters: ParameterTexts) {
    super(ParametersChanged.type, { bubbles: true, composed: true });
  }
}

type ParameterName = keyof ParameterTexts;
type SelectOption = readonly [value: string, label: string];

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

  @property({ attribute: false }) parameters: ParameterTexts = emptyParameters;

  override render() {
    const providerDefault = t('Provider default');
    return html`${this.#renderTextField('temperature', t('Temperature'), '0–2')} ${this.#renderTextField('topP', t('Top P'), '0–1')}
      ${this.#renderTextField('maxOutputTokens', t('Output tokens'), '')} ${this.#renderTextField('seed', t('Seed'), '')}
      ${this.#renderSelect('reasoningEffort', t('Reasoning effort'), [
        ['', providerDefault],
        ...efforts.map((effort): SelectOption => [effort, effortName(effort)]),
      ])}
      ${this.#renderSelect('parallelToolCalls', t('Parallel tool calls'), [
        ['', providerDefault],
        ['true', t('Yes')],
        ['false', t('No')],
      ])}
      ${this.#renderSelect('format', t('Format'), [
        ['', t('Text')],
        ['json', t('JSON')],
      ])}
      ${this.#renderTextArea('stop', t('Stop sequences'), t('One per line'))}
      ${this.parameters.format === 'json' ? this.#renderTextArea('schema', t('Schema'), '{"type": "object"}', true) : nothing}
      ${this.#renderTextArea('extra', t('Additional fields'), '{"top_k": 40}', true)}`;
  }

  #renderTextField(name: ParameterName, label: string, placeholder: string) {
    return html`<div class="field">
      <span aria-hidden="true">${label}</span>
      <vscode-textfield
        .label=${label}
        placeholder=${placeholder}
        .value=${this.parameters[name]}
        @input=${(event: Event) => this.#setParameter(name, event)}
      ></vscode-textfield>
    </div>`;
  }

  #renderSelect(name: ParameterName, label: string, options: readonly SelectOption[]) {
    return html`<div class="field">
      <span aria-hidden="true">${label}</span>
      <vscode-single-select
        .label=${label}
        .value=${this.parameters[name]}
        @change=${(event: Event) => this.#setParameter(name, event)}
      >
        ${options.map(
          ([value, text]) =>
            html`<vscode-option value=${value} ?selected=${value === this.parameters[name]}>${text}</vscode-option>`,
        )}
      </vscode-single-select>
    </div>`;
  }

  #renderTextArea(name: ParameterName, label: string, placeholder: string, code = false) {
    return html`<label class="wide"
      >${label}
      <textarea
        rows="1"
        class=${code ? 'code' : ''}
        placeholder=${placeholder}
        spellcheck="false"
        .value=${this.parameters[name]}
        @input=${(event: Event) => this.#setParameter(name, event)}
      ></textarea>
    </label>`;
  }

  #setParameter(name: ParameterName, event: Event): void {
    const { value } = event.target as HTMLInputElement;
    this.dispatchEvent(new ParametersChanged({ ...this.parameters, [name]: value }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-parameter-fields': ParameterFields;
  }
}
