import { css } from 'lit';

export const providerListStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    padding: 12px 0 12px 20px;
    border-right: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    padding-right: 12px;
  }
  vscode-textfield {
    flex: 1 1 140px;
  }
  .scroll {
    overflow-y: auto;
    min-height: 0;
    margin-top: 8px;
  }
  h3 {
    padding: 8px 8px 4px;
    color: var(--vscode-descriptionForeground);
  }
  ul {
    list-style: none;
    margin: 0;
    padding: 0 8px 0 0;
  }
  li {
    display: grid;
    grid-template-columns: 24px minmax(0, 1fr) auto;
    gap: 8px;
    align-items: center;
    padding: 4px 8px;
    border-radius: 3px;
    cursor: pointer;
  }
  li:hover {
    background: var(--vscode-list-hoverBackground);
  }
  li:focus-visible {
    outline-offset: -1px;
  }
  li[aria-selected='true'] {
    background: var(--vscode-list-activeSelectionBackground);
    color: var(--vscode-list-activeSelectionForeground);
  }
  li[aria-selected='true']:not(:focus-visible) {
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  li[aria-selected='true'] .quiet {
    color: inherit;
  }
  .letter {
    width: 24px;
    height: 24px;
    border-radius: 3px;
    display: grid;
    place-items: center;
    font-weight: 600;
    color: var(--vscode-badge-foreground);
    background: var(--vscode-badge-background);
  }
  .letter.plain {
    color: inherit;
    background: none;
  }
  .line {
    font-size: 0.9em;
    display: flex;
    gap: 6px;
    align-items: center;
  }
`;
