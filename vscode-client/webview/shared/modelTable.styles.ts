import { css } from 'lit';

export const modelTableStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    container-type: inline-size;
  }
  [role='row'] {
    display: grid;
    grid-template-columns: var(--columns);
    align-items: center;
    gap: 12px;
    height: 28px;
    padding: 0 8px;
  }
  [role='row']:focus-visible {
    outline-offset: -1px;
  }
  .head {
    background: var(--vscode-keybindingTable-headerBackground);
    font-weight: 600;
    flex: none;
  }
  .head > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .body [role='row']:nth-child(odd) {
    background: var(--vscode-keybindingTable-rowsBackground);
  }
  .body [role='row']:hover {
    background: var(--vscode-list-hoverBackground);
  }
  open-llm-virtual-rows {
    display: block;
    max-height: var(--open-llm-table-height, 60vh);
    overflow-y: auto;
  }
  .name {
    display: flex;
    gap: 4px;
    align-items: center;
    min-width: 0;
  }
  .name .cut {
    min-width: 0;
  }
  .abilities {
    display: flex;
    gap: 6px;
  }
  .context {
    width: 100%;
    height: 22px;
    padding: 0 4px;
    border: 1px solid transparent;
    border-radius: 3px;
    color: inherit;
    background: none;
    font: inherit;
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  button.context {
    cursor: text;
  }
  [role='row']:is(:hover, :focus-within) button.context {
    border-color: var(--vscode-input-border, var(--vscode-widget-border, var(--vscode-contrastBorder, transparent)));
  }
  input.context {
    border-color: var(--vscode-input-border, transparent);
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
  }
  input.context[aria-invalid='true'] {
    border-color: var(--vscode-inputValidation-errorBorder, var(--vscode-errorForeground));
  }
  /* The check box is drawn as in VS Code. The browser would use the colors of the operating system. */
  input[type='checkbox'] {
    appearance: none;
    display: grid;
    place-items: center;
    width: 16px;
    height: 16px;
    margin: 0;
    border: 1px solid var(--vscode-checkbox-border, var(--vscode-contrastBorder, transparent));
    border-radius: 3px;
    color: var(--vscode-checkbox-foreground);
    background: var(--vscode-checkbox-background);
  }
  input[type='checkbox']:checked::after {
    content: '\\eab2';
    font: normal 14px/14px codicon;
  }
  .warning {
    color: var(--vscode-editorWarning-foreground);
  }
  /* The button is visible in the current row only. It always takes up space, so nothing moves. */
  button.star {
    padding: 0 3px;
    opacity: 0;
  }
  [role='row']:hover button.star,
  [role='row']:focus-within button.star {
    opacity: 1;
  }
  .off {
    color: var(--vscode-disabledForeground);
  }
  .facts {
    min-height: 2.8em;
    margin-top: 4px;
    padding: 0 8px;
    font-size: 0.9em;
  }
  /* On a narrow page, the least important columns are hidden first: price, output, provider. */
  @container (max-width: 740px) {
    .mixed {
      grid-template-columns: var(--columns-without-price);
    }
    .mixed .price {
      display: none;
    }
  }
  @container (max-width: 650px) {
    [role='row'] {
      grid-template-columns: var(--columns-without-price);
    }
    .price {
      display: none;
    }
  }
  @container (max-width: 520px) {
    [role='row'] {
      grid-template-columns: var(--columns-narrow);
    }
    .output {
      display: none;
    }
  }
  @container (max-width: 440px) {
    [role='row'] {
      grid-template-columns: var(--columns-least);
    }
    .provider {
      display: none;
    }
  }
`;
