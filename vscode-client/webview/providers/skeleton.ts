import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { t } from '../shared/l10n.js';

/** The outline of the page, shown instead of a blank page while the page is loading. */
@customElement('open-llm-skeleton')
export class Skeleton extends LitElement {
  static override styles = css`
    :host {
      display: grid;
      grid-template-columns: clamp(210px, 28%, 300px) 1fr;
      gap: 20px;
      padding: 20px;
      align-content: start;
    }
    @media (max-width: 640px) {
      :host {
        grid-template-columns: 1fr;
      }
    }
    div {
      display: grid;
      gap: 12px;
      align-content: start;
    }
    i {
      display: block;
      height: 20px;
      border-radius: 3px;
      background: var(--vscode-list-inactiveSelectionBackground, var(--vscode-editorWidget-background));
    }
  `;

  override render() {
    const bars = (count: number) => Array.from({ length: count }, () => html`<i></i>`);
    return html`<div role="status" aria-label=${t('Loading providers…')}>${bars(8)}</div>
      <div aria-hidden="true">${bars(12)}</div>`;
  }
}
