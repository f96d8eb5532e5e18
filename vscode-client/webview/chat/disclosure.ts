import { css } from 'lit';

/** The styles of a row that expands to show its content. */
export const disclosureStyles = css`
  :host {
    display: block;
    margin: 4px 0;
  }
  .disclosure {
    display: flex;
    align-items: center;
    gap: 4px;
    max-width: 100%;
    padding: 2px 4px;
    margin-left: -4px;
    border: 0;
    border-radius: 4px;
    color: var(--vscode-descriptionForeground);
    background: none;
    font: inherit;
    text-align: left;
    cursor: pointer;
  }
  .disclosure:hover {
    background: var(--vscode-toolbar-hoverBackground);
    outline: 1px dashed var(--vscode-toolbar-hoverOutline, transparent);
  }
  .inside {
    margin: 4px 0 8px 8px;
    padding-left: 12px;
    border-left: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, currentColor));
  }
`;
