import type { ConfigChange, ConfigEditResult, ConfigShowResult, ConfigTarget } from '@open-llm/client';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../shared/errorLine.js';
import { t } from '../shared/l10n.js';
import { serverText } from '../shared/serverText.js';
import { base } from '../shared/styles.js';
import { AsyncTask } from '../shared/asyncTask.js';
import type { ProvidersBridge } from './bridge.js';
import { OpenSourceRequested } from './events.js';
import { isSameTarget, targetName } from './places.js';
import './targetSelect.js';
import type { TargetChosen } from './targetSelect.js';

/** Import and export: copies the entire configuration from one source to another after showing the changes. */
@customElement('open-llm-transfer')
export class Transfer extends LitElement {
  static override styles = [
    base,
    css`
      .places {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
        margin: 8px 0;
      }
      ul {
        list-style: none;
        max-height: 40vh;
        margin: 8px 0;
        padding: 0;
        overflow-y: auto;
      }
      li {
        display: grid;
        grid-template-columns: minmax(120px, 1fr) minmax(0, 1.5fr) minmax(0, 1.5fr);
        gap: 12px;
        padding: 4px 0;
        border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
        overflow-wrap: anywhere;
        white-space: normal;
      }
      code {
        white-space: pre-wrap;
        font-family: var(--vscode-editor-font-family);
      }
      .error {
        margin-top: 8px;
      }
    `,
  ];

  @property({ attribute: false }) bridge!: ProvidersBridge;
  @property({ attribute: false }) config?: ConfigShowResult | undefined;
  @property({ type: Boolean }) workspace = false;
  @state() private from: ConfigTarget = { level: 'user', store: 'vscode' };
  @state() private to: ConfigTarget = { level: 'user', store: 'native' };
  @state() private preview?: ConfigEditResult | undefined;
  @state() private result?: ConfigEditResult | undefined;
  readonly #task = new AsyncTask(this);

  override render() {
    const same = isSameTarget(this.from, this.to);
    return html`<h3>${t('Import and export')}</h3>
      <p class="quiet">${t('Copies all values from one source to another. API keys are never copied. The previous content is saved as a backup.')}</p>
      <div class="places">
        <span>${t('From')}</span>
        ${this.#renderTargetSelect(t('Copy from'), this.from, (target) => (this.from = target))}
        <span>${t('to')}</span>
        ${this.#renderTargetSelect(t('Copy to'), this.to, (target) => (this.to = target))}
        <vscode-button secondary ?disabled=${same || this.#task.progressText !== undefined} @click=${() => this.#loadPreview()}
          >${t('Preview Changes')}</vscode-button
        >
      </div>
      <open-llm-error-line class="error" .error=${this.#task.failure}></open-llm-error-line>
      <div role="status">${same ? t('Choose two different sources.') : this.#renderResult()}</div>`;
  }

  #renderTargetSelect(label: string, target: ConfigTarget, onChange: (target: ConfigTarget) => void) {
    return html`<open-llm-target-select
      unread
      label=${label}
      .target=${target}
      .config=${this.config}
      ?workspace=${this.workspace}
      @target-chosen=${(event: TargetChosen) => {
        event.stopPropagation();
        onChange(event.destination);
        this.preview = undefined;
        this.result = undefined;
      }}
    ></open-llm-target-select>`;
  }

  #renderResult() {
    if (this.#task.progressText !== undefined) {
      return this.#task.progressText;
    }
    if (this.result) {
      return html`${t('Values copied: {0}.', this.result.changes.length)} ${this.#renderBackup(this.result.backup)}`;
    }
    if (!this.preview) {
      return nothing;
    }
    const { changes, problems } = this.preview;
    return html`${problems.map((problem) => html`<p>${t('Not copied: {0}', serverText(problem.message, problem.messageTemplate))}</p>`)}
    ${
      changes.length === 0
        ? t('Nothing to copy: {0} already contains these values.', targetName(this.to))
        : html`<p>${t('Values that will change in {1}: {0}', changes.length, this.preview.file ?? targetName(this.to))}</p>
          <ul aria-label=${t('Changes')}>
            ${changes.map(renderChange)}
          </ul>
          <vscode-button @click=${() => this.#copy()}>${t('Copy')}</vscode-button>`
    }`;
  }

  #renderBackup(file: string | undefined) {
    return file === undefined
      ? nothing
      : html`${t('Backup:')}
          <a
            href="#"
            @click=${(event: Event) => {
              event.preventDefault();
              this.dispatchEvent(new OpenSourceRequested(file));
            }}
            >${file}</a
          >`;
  }

  async #loadPreview(): Promise<void> {
    this.result = undefined;
    this.preview = undefined;
    await this.#task.run(t('Comparing…'), async () => {
      this.preview = await this.bridge.request('config/transfer', { from: this.from, to: this.to, preview: true });
    });
  }

  async #copy(): Promise<void> {
    await this.#task.run(t('Copying…'), async () => {
      this.result = await this.bridge.request('config/transfer', { from: this.from, to: this.to, preview: false });
      this.preview = undefined;
    });
  }
}

function renderChange({ path, before, after }: ConfigChange) {
  return html`<li>
    <span>${path.join(' › ')}</span>
    <span><span class="unseen">${t('before')}</span><code class="quiet">${formatValue(before)}</code></span>
    <span><span class="unseen">${t('after')}</span><code>${formatValue(after)}</code></span>
  </li>`;
}

function formatValue(value: unknown): string {
  return value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-transfer': Transfer;
  }
}
