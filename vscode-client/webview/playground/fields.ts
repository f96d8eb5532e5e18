import { css } from 'lit';

/** The styles of fields for long text, like those of VS Code. */
export const textareaStyles = css`
  textarea {
    display: block;
    width: 100%;
    min-height: 30px;
    max-height: 30vh;
    padding: 5px 6px;
    border: 1px solid var(--vscode-settings-textInputBorder, var(--vscode-input-border, transparent));
    border-radius: 4px;
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
    font: inherit;
    line-height: 1.4;
    resize: vertical;
    field-sizing: content;
  }
  textarea.code {
    font-family: var(--vscode-editor-font-family);
    font-size: var(--vscode-editor-font-size);
  }
  textarea::placeholder {
    color: var(--vscode-input-placeholderForeground);
  }
  textarea:focus {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
`;
