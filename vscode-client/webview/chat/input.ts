import { css } from 'lit';

/** A field that grows with its text. */
export const inputStyles = css`
  textarea {
    display: block;
    width: 100%;
    min-height: 28px;
    max-height: 40vh;
    padding: 4px;
    border: 1px solid var(--vscode-input-border, transparent);
    border-radius: 4px;
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
    font: inherit;
    resize: none;
    field-sizing: content;
  }
  textarea::placeholder {
    color: var(--vscode-input-placeholderForeground);
  }
`;

/** Enter sends, unless it starts a new line or accepts a suggestion of an input method. */
export function isSendKey(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !event.shiftKey && !event.isComposing;
}
