import { css } from 'lit';

/** The styles of a list of fields, with names on the left and values on the right. */
export const fieldList = css`
  dl {
    display: grid;
    grid-template-columns: minmax(88px, auto) minmax(0, 1fr);
    gap: 10px 12px;
    margin: 16px 0;
    align-items: start;
  }
  dt {
    padding-top: 4px;
    color: var(--vscode-descriptionForeground);
  }
  dd {
    margin: 0;
  }
`;
