import type { Problem } from '@open-llm/client';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Surroundings } from '../../src/view/api/providers.js';
import { icon, iconStyles } from '../shared/icon.js';
import { t } from '../shared/l10n.js';
import { serverText } from '../shared/serverText.js';
import { base } from '../shared/styles.js';
import { OpenSourceRequested } from './events.js';

/** Information about the environment: Restricted Mode, a restarting server, or an invalid configuration. */
@customElement('open-llm-banners')
export class Banners extends LitElement {
  static override styles = [
    base,
    iconStyles,
    css`
      p {
        display: flex;
        gap: 8px;
        margin-top: 8px;
      }
      .icon {
        line-height: 1.4em;
      }
      .problem .icon {
        color: var(--vscode-editorWarning-foreground);
      }
      .problem.error .icon {
        color: var(--vscode-errorForeground);
      }
      a {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) surroundings!: Surroundings;
  @property({ attribute: false }) problems: readonly Problem[] = [];

  override render() {
    return html`${
      this.surroundings.trusted
        ? nothing
        : html`<p class="quiet" role="status">
          ${icon('workspace-untrusted')}
          ${t('Restricted Mode: base URLs, headers, and API keys from this workspace are ignored until you trust the workspace.')}
        </p>`
    }
    ${
      this.surroundings.serverUp
        ? nothing
        : html`<p class="quiet" role="status">
          ${icon('refresh')} ${t('The server is restarting. Your changes will be saved after the server restarts.')}
        </p>`
    }
    ${this.problems.map((problem) => this.#renderProblem(problem))}`;
  }

  #renderProblem({ severity, message, messageTemplate, file, line, setting }: Problem) {
    const source = file === undefined ? undefined : `${file}:${Math.max(1, line)}`;
    const isError = severity === 'error';
    return html`<p class=${isError ? 'problem error' : 'problem'} role="status">
      ${icon(isError ? 'error' : 'warning')}<span class="unseen">${isError ? t('Error') : t('Warning')}</span>
      <span>
        ${serverText(message, messageTemplate)}
        ${
          source === undefined
            ? html`<span class="quiet">${setting ?? ''}</span>`
            : html`<a href="#" @click=${(event: Event) => this.#openSource(event, source)}>${source}</a>`
        }
      </span>
    </p>`;
  }

  #openSource(event: Event, source: string): void {
    event.preventDefault();
    this.dispatchEvent(new OpenSourceRequested(source));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-banners': Banners;
  }
}
