import { css, html } from 'lit';

export const barStyles = css`
  .bars {
    display: grid;
    gap: 8px;
  }
  .bars i {
    display: block;
    height: 20px;
    border-radius: 3px;
    background: var(--vscode-list-inactiveSelectionBackground, var(--vscode-editorWidget-background));
  }
`;

/** Renders the outline of content that is loading. `label` describes the content. */
export function bars(count: number, label: string) {
  return html`<div class="bars" role="status" aria-label=${label}>
    ${Array.from({ length: count }, () => html`<i></i>`)}
  </div>`;
}
