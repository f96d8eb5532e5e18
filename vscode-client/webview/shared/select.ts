import { css, html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

/** An option of a selection list. */
export interface SelectOption {
  readonly value: string;
  readonly text: string;
  readonly disabled?: boolean;
}

/**
 * Renders a selection list as the native element of the browser. The native element shows the chosen option regardless
 * of the order in which options and choice are set, and all screen readers support it.
 */
export function renderSelect(
  label: string,
  selected: string,
  options: readonly SelectOption[],
  onChange: (value: string) => void,
): TemplateResult {
  return html`<select aria-label=${label} @change=${(event: Event) => onChange((event.target as HTMLSelectElement).value)}>
    ${options.map(
      ({ value, text, disabled }) =>
        html`<option value=${value} ?disabled=${disabled} .selected=${live(value === selected)}>${text}</option>`,
    )}
  </select>`;
}

/** The styles for components that render a {@link renderSelect}. */
export const selectStyles = css`
  select {
    min-width: min(240px, 100%);
    max-width: 100%;
    height: 26px;
    padding: 0 4px;
    border: 1px solid var(--vscode-dropdown-border, var(--vscode-settings-dropdownBorder, transparent));
    border-radius: 4px;
    color: var(--vscode-dropdown-foreground);
    background: var(--vscode-dropdown-background);
    font: inherit;
  }
  option {
    color: var(--vscode-dropdown-foreground);
    background: var(--vscode-dropdown-listBackground, var(--vscode-dropdown-background));
  }
  option:disabled {
    color: var(--vscode-disabledForeground);
  }
`;
