import type { ProviderStatusState } from '@open-llm/client';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from './l10n.js';

/**
 * Shows the status of a provider as a dot, with a word for screen readers and the tooltip. The states differ in shape
 * as well as in color.
 */
@customElement('open-llm-state-dot')
export class StateDot extends LitElement {
  static override styles = css`
    :host {
      display: inline-block;
      width: 8px;
      height: 8px;
      flex: none;
      line-height: 0;
    }
    span {
      display: block;
      box-sizing: border-box;
      width: 8px;
      height: 8px;
      border-radius: 50%;
      border: 1px solid var(--vscode-descriptionForeground);
    }
    .ready {
      background: var(--vscode-charts-green, #388a34);
      border-color: transparent;
    }
    .error {
      background: var(--vscode-errorForeground);
      border-color: transparent;
      border-radius: 0;
      transform: rotate(45deg) scale(0.85);
    }
    .no_key {
      border-color: var(--vscode-editorWarning-foreground);
      border-width: 2px;
    }
    .loading {
      border-style: dashed;
    }
  `;

  @property() state: ProviderStatusState = 'loading';

  override render() {
    return html`<span class=${this.state} role="img" aria-label=${stateName(this.state)} title=${stateName(this.state)}></span>`;
  }
}

function stateName(state: ProviderStatusState): string {
  switch (state) {
    case 'ready':
      return t('Ready');
    case 'loading':
      return t('Loading');
    case 'no_key':
      return t('No API key');
    case 'error':
      return t('Error');
    case 'disabled':
      return t('Disabled');
    case 'known':
      return t('Not configured');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-state-dot': StateDot;
  }
}
