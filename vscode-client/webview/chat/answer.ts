import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { ErrorInfo } from '@open-llm/client';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ResponseTurn, Step } from '../../src/chat/session.js';
import { distinctName, type NamedModel } from '../../src/model/providerNames.js';
import type { ChatCommand } from '../../src/view/api/chat.js';
import '../shared/errorLine.js';
import { icon, iconStyles } from '../shared/icon.js';
import { t } from '../shared/l10n.js';
import '../shared/markdown/markdownView.js';
import { base } from '../shared/styles.js';
import './answerFooter.js';
import './notice.js';
import { ChatActionRequested } from './events.js';
import './reasoning.js';
import { remedyOf } from './remedy.js';
import './toolCall.js';

/** Shows a response of the model, step by step. */
@customElement('open-llm-answer')
export class Answer extends LitElement {
  static override styles = [
    base,
    iconStyles,
    css`
      :host {
        display: block;
      }
      .waiting,
      .stopped {
        display: flex;
        gap: 4px;
        align-items: center;
        margin: 4px 0;
        color: var(--vscode-descriptionForeground);
      }
      .remedies {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      open-llm-error-line {
        display: block;
        margin: 8px 0;
      }
    `,
  ];

  @property({ attribute: false }) turn!: ResponseTurn;
  /** Whether the response can be requested again; false while another response is running. */
  @property({ attribute: false }) repeatable = true;
  /** The models with known display names. */
  @property({ attribute: false }) models: readonly NamedModel[] = [];

  override render() {
    const { state, steps, error } = this.turn;
    const model = distinctName(this.models, this.turn.model);
    return html`<article aria-label=${t('Response from {0}', model)} aria-busy=${state === 'running'}>
      ${steps.map((step) => this.#renderStep(step))}
      ${
        isWaiting(this.turn)
          ? html`<p class="waiting" role="status">
            <span class="turning">${icon('loading')}</span><span class="cut">${t('Waiting for {0}…', model)}</span>
          </p>`
          : nothing
      }
      ${state === 'stopped' ? html`<p class="stopped">${t('Stopped.')}</p>` : nothing}
      ${error ? this.#renderError(error) : nothing}
      ${
        state === 'running'
          ? nothing
          : html`<open-llm-answer-footer .turn=${this.turn} .repeatable=${this.repeatable} .models=${this.models}></open-llm-answer-footer>`
      }
    </article>`;
  }

  #renderStep(step: Step) {
    switch (step.kind) {
      case 'text':
        return html`<open-llm-markdown .text=${step.text}></open-llm-markdown>`;
      case 'reasoning':
        return html`<open-llm-reasoning .step=${step} .running=${this.turn.state === 'running'}></open-llm-reasoning>`;
      case 'tool':
        return html`<open-llm-tool-call .step=${step}></open-llm-tool-call>`;
      case 'notice':
        return html`<open-llm-notice .step=${step} .waiting=${this.turn.state === 'running' && step === this.turn.steps.at(-1)}></open-llm-notice>`;
    }
  }

  #renderError(error: ErrorInfo) {
    const remedy = remedyOf(error);
    return html`<open-llm-error-line .error=${error}>
      <div class="remedies">
        ${
          remedy
            ? html`<vscode-button @click=${() => this.#runCommand(remedy.command, error.provider)}>${remedy.label}</vscode-button>`
            : nothing
        }
        ${
          this.repeatable
            ? html`<vscode-button ?secondary=${remedy !== undefined} @click=${this.#retry}>${t('Try Again')}</vscode-button>`
            : nothing
        }
      </div>
    </open-llm-error-line>`;
  }

  #runCommand(command: ChatCommand, provider: string | undefined): void {
    this.dispatchEvent(
      new ChatActionRequested({ kind: 'run', command, ...(provider === undefined ? {} : { provider }) }),
    );
  }

  readonly #retry = (): void => {
    this.dispatchEvent(new ChatActionRequested({ kind: 'retry', turn: this.turn.id }));
  };
}

/** Returns whether the model is working (on the message or on tool results) and nothing has arrived yet. */
function isWaiting({ state, steps }: ResponseTurn): boolean {
  const last = steps.at(-1);
  return (
    state === 'running' &&
    (last === undefined || last.kind === 'notice' || (last.kind === 'tool' && last.state !== 'running'))
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'open-llm-answer': Answer;
  }
}
