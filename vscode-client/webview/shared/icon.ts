import { css, html, type TemplateResult } from 'lit';

/** The VS Code icons that appear many times on a page, by their code points in the codicon font. */
export const iconCodes = {
  add: '\uea60',
  'arrow-down': '\uea9a',
  'arrow-up': '\ueaa1',
  attach: '\uec34',
  check: '\ueab2',
  close: '\uea76',
  code: '\ueac4',
  copy: '\uebcc',
  'chevron-down': '\ueab4',
  'chevron-left': '\ueab5',
  'chevron-right': '\ueab6',
  diff: '\ueae1',
  discard: '\ueae2',
  edit: '\uea73',
  ellipsis: '\uea7c',
  error: '\uea87',
  eye: '\uea70',
  export: '\uebac',
  file: '\uea7b',
  'file-pdf': '\ueaeb',
  'file-media': '\ueaea',
  history: '\uea82',
  insert: '\uec11',
  'list-unordered': '\ueb17',
  loading: '\ueb19',
  refresh: '\ueb37',
  selection: '\ueb85',
  send: '\uec0f',
  'settings-gear': '\ueb51',
  'stop-circle': '\ueba5',
  'star-empty': '\uea6a',
  'star-full': '\ueb59',
  thinking: '\uec59',
  tools: '\ueb6d',
  trash: '\uea81',
  warning: '\uea6c',
  'workspace-untrusted': '\uebc2',
} as const;

export type IconName = keyof typeof iconCodes;

/**
 * Renders an icon as a single element. In contrast, each instance of `vscode-icon` loads the entire style sheet of the
 * icons, which is expensive with hundreds of icons.
 */
export function icon(name: IconName): TemplateResult {
  return html`<span class="icon" aria-hidden="true">${iconCodes[name]}</span>`;
}

/**
 * Renders a button that consists of an icon only.
 *
 * @param title the tooltip, if it differs from the label
 */
export function iconButton(
  name: IconName,
  label: string,
  onClick: (event: Event) => void,
  title = label,
): TemplateResult {
  return html`<button class="action" aria-label=${label} title=${title} @click=${onClick}>${icon(name)}</button>`;
}

/** The styles for components that render icons. */
export const iconStyles = css`
  .icon {
    display: inline-block;
    width: 16px;
    flex: none;
    font: normal 16px/16px codicon;
    text-align: center;
    vertical-align: text-bottom;
    user-select: none;
  }
  .action {
    display: inline-flex;
    align-items: center;
    padding: 3px;
    border: 0;
    border-radius: 5px;
    color: var(--vscode-icon-foreground);
    background: none;
    font: inherit;
    cursor: pointer;
  }
  .action:hover:enabled:not([aria-disabled='true']) {
    background: var(--vscode-toolbar-hoverBackground);
    outline: 1px dashed var(--vscode-toolbar-hoverOutline, transparent);
  }
  .action:is(:disabled, [aria-disabled='true']) {
    color: var(--vscode-disabledForeground);
    cursor: default;
  }
  @media (prefers-reduced-motion: no-preference) {
    .turning {
      display: inline-flex;
      vertical-align: text-bottom;
      animation: turn 1.5s steps(30) infinite;
    }
  }
  @keyframes turn {
    to {
      transform: rotate(360deg);
    }
  }
`;
