import type { LogParams } from '@open-llm/client';
import type * as vscode from 'vscode';
import type { Redactor } from '../server/redactor.js';

/** Writes server messages to the log, with API keys masked. */
export class ServerLog {
  readonly #log: vscode.LogOutputChannel;
  readonly #redactor: Redactor;

  constructor(log: vscode.LogOutputChannel, redactor: Redactor) {
    this.#log = log;
    this.#redactor = redactor;
  }

  line({ level, message }: LogParams): void {
    const redacted = this.#redactor.redact(message);
    switch (level) {
      case 'debug':
        return this.#log.debug(redacted);
      case 'info':
        return this.#log.info(redacted);
      case 'warning':
        return this.#log.warn(redacted);
      case 'error':
        return this.#log.error(redacted);
    }
  }

  /** Logs a line that the process wrote to stderr. */
  stderr(line: string): void {
    this.#log.warn(this.#redactor.redact(line));
  }
}
