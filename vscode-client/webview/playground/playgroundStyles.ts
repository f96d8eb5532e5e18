import { css } from 'lit';
import { iconStyles } from '../shared/icon.js';
import { base } from '../shared/styles.js';

/** The layout of the page: the prompt at the top, and all columns in one area, so they scroll together. */
export const pageStyles = [
  base,
  iconStyles,
  css`
    :host {
      display: grid;
      grid-template-rows: auto minmax(240px, 1fr);
      grid-template-columns: minmax(0, 1fr);
      height: 100vh;
      overflow-y: auto;
    }
    header {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 8px;
      padding: 16px 20px 12px;
    }
    .title {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
      align-items: center;
    }
    h1 {
      margin-right: auto;
    }
    .tool {
      display: inline-flex;
      gap: 4px;
      align-items: center;
      height: 26px;
      padding: 0 6px;
      border: 0;
      border-radius: 4px;
      color: inherit;
      background: none;
      font: inherit;
      cursor: pointer;
    }
    .tool:hover:enabled {
      background: var(--vscode-toolbar-hoverBackground);
      outline: 1px dashed var(--vscode-toolbar-hoverOutline, transparent);
    }
    .tool:disabled {
      color: var(--vscode-disabledForeground);
      cursor: default;
    }
    .tool[aria-pressed='true'] {
      color: var(--vscode-inputOption-activeForeground);
      background: var(--vscode-inputOption-activeBackground);
      outline: 1px solid var(--vscode-inputOption-activeBorder);
    }
    main {
      min-height: 0;
      border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
    }
    main > * {
      height: 100%;
    }
    .columns {
      display: grid;
      grid-auto-flow: column;
      grid-auto-columns: minmax(240px, 1fr);
      grid-template-rows: auto 1fr auto;
      overflow: auto;
    }
    .columns:focus-visible {
      outline-offset: -1px;
    }
    .note {
      padding: 16px 20px;
      display: flex;
      gap: 12px;
      align-items: center;
      height: auto;
    }
  `,
];
