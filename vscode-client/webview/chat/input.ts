import { css } from 'lit';

/** The styles of an input box that grows with its text. */
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

/**
 * Returns whether the key event sends the message: Enter, unless it starts a new line or accepts a suggestion from an
 * input method.
 */
export function isSendKey(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !event.shiftKey && !event.isComposing;
}
