import { css } from 'lit';

export const providersPageStyles = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    height: 100vh;
  }
  header {
    padding: 16px 20px 8px;
  }
  .title {
    display: flex;
    gap: 8px 16px;
    align-items: center;
    flex-wrap: wrap;
  }
  .title open-llm-change-line {
    margin-left: auto;
    max-width: 100%;
  }
  .banner {
    display: block;
    margin-top: 8px;
  }
  .body {
    min-height: 0;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  main {
    display: grid;
    grid-template-columns: clamp(210px, 28%, 300px) minmax(0, 1fr);
    min-height: 0;
    border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
  }
  @media (max-width: 640px) {
    main {
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      overflow-y: auto;
    }
  }
`;
