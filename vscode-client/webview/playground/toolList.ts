import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '../shared/textfield.js';
import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Prompt } from '../../src/playground/run.js';
import type { ToolSummary } from '../../src/view/api/playground.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';

/** Fired when the selection of offered tools has changed, or whether the model must call one of them. */
export class ToolsChanged extends Event {
  static readonly type = 'tools-changed';
  constructor(
    readonly tools: readonly string[],
    readonly toolChoice: Prompt['toolChoice'],
  ) {
    super(ToolsChanged.type, { bubbles: true, composed: true });
  }
}

/** The list of VS Code tools that can be offered to the models. */
@customElement('open-llm-tool-list')
export class ToolList extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
      }
      .tools {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(220px, 100%), 1fr));
        gap: 0 12px;
        max-height: 160px;
        overflow-y: auto;
      }
      vscode-checkbox {
        overflow: hidden;
      }
      vscode-textfield,
      vscode-single-select {
        max-width: 100%;
      }
    `,
  ];

  @property({ attribute: false }) tools: readonly ToolSummary[] = [];
  @property({ attribute: false }) offered: readonly string[] = [];
  @property({ attribute: false }) toolChoice: Prompt['toolChoice'] = 'auto';
  @state() private query = '';

  override render() {
    const options = [
      ['auto', t('Models decide whether to call a tool')],
      ['required', t('Models must call a tool')],
    ] as const;
    const term = this.query.trim().toLowerCase();
    const matches = this.tools.filter(({ name, description }) => `${name} ${description}`.toLowerCase().includes(term));
    if (this.tools.length === 0) {
      return html`<p class="quiet">${t('No VS Code tools are available here.')}</p>`;
    }
    return html`<div class="row">
        <vscode-textfield
          placeholder=${t('Search tools')}
          .label=${t('Search tools')}
          .value=${this.query}
          @input=${(event: Event) => (this.query = (event.target as HTMLInputElement).value)}
        ></vscode-textfield>
        <vscode-single-select
          .label=${t('Tool choice')}
          .value=${this.toolChoice}
          @change=${(event: Event) => this.#dispatchChange(this.offered, (event.target as HTMLSelectElement).value)}
        >
          ${options.map(
            ([value, text]) =>
              html`<vscode-option value=${value} ?selected=${value === this.toolChoice}>${text}</vscode-option>`,
          )}
        </vscode-single-select>
        <span class="quiet">${t('Tool calls are shown but not run.')}</span>
      </div>
      <div class="tools" role="group" aria-label=${t('Tools')}>
        ${matches.map(
          ({ name, description }) =>
            html`<vscode-checkbox
              title=${description}
              label=${name}
              .checked=${this.offered.includes(name)}
              @change=${(event: Event) => this.#toggleTool(name, (event.target as HTMLInputElement).checked)}
            ></vscode-checkbox>`,
        )}
      </div>`;
  }

  #toggleTool(name: string, enabled: boolean): void {
    const others = this.offered.filter((tool) => tool !== name);
    this.#dispatchChange(enabled ? [...others, name] : others, this.toolChoice);
  }

  #dispatchChange(tools: readonly string[], choice: string): void {
    this.dispatchEvent(new ToolsChanged(tools, choice === 'required' ? 'required' : 'auto'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-tool-list': ToolList;
  }
}
