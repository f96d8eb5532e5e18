import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { partsAsText, type ToolStep } from '../../src/chat/session.js';
import { readableToolName } from '../../src/chat/toolTitle.js';
import { icon, iconStyles } from '../shared/icon.js';
import { t } from '../shared/l10n.js';
import { base } from '../shared/styles.js';
import { disclosureStyles } from './disclosure.js';

const icons = { running: 'loading', done: 'check', failed: 'error' } as const;

/** Shows a tool call of the model as a single row that expands to show the arguments and the result. */
@customElement('open-llm-tool-call')
export class ToolCall extends LitElement {
  static override styles = [
    base,
    iconStyles,
    disclosureStyles,
    css`
      .failed .state {
        color: var(--vscode-errorForeground);
      }
      .name {
        color: var(--vscode-foreground);
      }
      h3 {
        font-weight: normal;
        color: var(--vscode-descriptionForeground);
      }
      pre {
        max-height: 300px;
        margin: 4px 0 8px;
        padding: 4px 8px;
        overflow: auto;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        border-radius: 4px;
        color: var(--vscode-editor-foreground);
        background: var(--vscode-editor-background);
        font-family: var(--vscode-editor-font-family);
        font-size: var(--vscode-editor-font-size);
      }
    `,
  ];

  @property({ attribute: false }) step!: ToolStep;
  @state() private open = false;

  override render() {
    const { name, title = readableToolName(name), state, arguments: args } = this.step;
    const words = { running: t('running…'), done: summarize(args), failed: t('failed') };
    return html`<button class="disclosure ${state}" aria-expanded=${this.open} @click=${() => (this.open = !this.open)}>
        <span class=${state === 'running' ? 'turning' : 'state'}>${icon(icons[state])}</span>
        <span class="cut"><span class="name" title=${name}>${title}</span> ${words[state]}</span>
        ${icon(this.open ? 'chevron-down' : 'chevron-right')}
      </button>
      ${this.open ? this.#renderDetails() : nothing}`;
  }

  #renderDetails() {
    const { arguments: args, result, state } = this.step;
    return html`<div class="inside">
      <h3>${t('Arguments')}</h3>
      <pre tabindex="0" role="group" aria-label=${t('Arguments')}>${JSON.stringify(args, null, 2)}</pre>
      <h3>${t('Result')}</h3>
      ${
        state === 'running'
          ? html`<p class="quiet">${t('The tool is still running.')}</p>`
          : html`<pre tabindex="0" role="group" aria-label=${t('Result')}>${partsAsText(result)}</pre>`
      }
    </div>`;
  }
}

/** Returns the first string argument for the row, which is usually the path, the command, or the query. */
function summarize(args: ToolStep['arguments']): string {
  return Object.values(args).find((value) => typeof value === 'string') ?? '';
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-tool-call': ToolCall;
  }
}
