/** Describes how a server process stopped unexpectedly or failed to start. */
export interface ServerCrash {
  /** The exit code, the signal, or the reason why the process could not be started. */
  readonly how: string;
  readonly at: Date;
  /** The server version; absent if the server did not start. */
  readonly serverVersion?: string;
  readonly lastLines: readonly string[];
}

const maxLines = 20;
const maxLineLength = 300;

/** Matches an exception and its message, which can quote a request. */
const exceptionPattern =
  /^((?:Exception in thread "[^"]*" |Caused by: |\s*Suppressed: )?(?:[\w$]+\.)+[\w$]*(?:Exception|Error))\b.*/;
const framePattern = /^\s+(?:at |\.\.\. \d)/;

/**
 * The last lines that a process wrote to stderr, with everything removed that must not be stored: API keys, exception
 * messages, and the report of a fatal JVM error, which contains memory contents and command lines.
 */
export class LastLines {
  readonly #redact: (line: string) => string;
  readonly #lines: string[] = [];
  #inMessage = false;

  constructor(redact: (line: string) => string) {
    this.#redact = redact;
  }

  add(line: string): void {
    const sanitized = this.#sanitize(line);
    if (sanitized !== undefined) {
      this.#lines.push(sanitized.slice(0, maxLineLength));
      this.#lines.splice(0, this.#lines.length - maxLines);
    }
  }

  get all(): readonly string[] {
    return [...this.#lines];
  }

  #sanitize(line: string): string | undefined {
    const exceptionHeader = exceptionPattern.exec(line)?.[1];
    if (exceptionHeader !== undefined) {
      this.#inMessage = true;
      return exceptionHeader;
    }
    if (framePattern.test(line)) {
      this.#inMessage = false;
    }
    return this.#inMessage || line.startsWith('#') || line.trim() === '' ? undefined : this.#redact(line.trimEnd());
  }
}

/**
 * Matches how the process ends after a fatal error in Java or native code. If error reports and core dumps are
 * disabled, the JVM handles the signal and exits with code 1, which a running server never does otherwise.
 */
const fatalExitPattern = /^(?:signal SIG(?:ABRT|SEGV|BUS|ILL|FPE|TRAP)|exit code 1)$/;

/**
 * The packaged flags suppress the report, so no file is available. The text explains how to obtain a report and what it
 * contains.
 */
const crashReportNote =
  '  The Java runtime crashed. No crash report was saved, because a report contains parts of the memory, which can' +
  ' include prompts and API keys. To save a report next time, start VS Code with the environment variable' +
  ' _JAVA_OPTIONS=-XX:-SuppressFatalErrorMessage. The report is saved as hs_err_pidNUMBER.log in your home folder.' +
  ' Delete it after use.';

/** Returns the description of a crash for the log, without prompts, API keys, and headers. */
export function formatCrash(crash: ServerCrash, versions: Readonly<Record<string, string>>): string {
  const allVersions = { ...versions, server: crash.serverVersion ?? 'not started' };
  return [
    `The Open LLM server stopped unexpectedly: ${crash.how}.`,
    `  Time: ${crash.at.toISOString()}`,
    `  Versions: ${Object.entries(allVersions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}`,
    crash.lastLines.length === 0 ? '  No output on stderr.' : '  Last lines of its output on stderr:',
    ...crash.lastLines.map((line) => `    ${line}`),
    ...(crash.serverVersion !== undefined && fatalExitPattern.test(crash.how) ? [crashReportNote] : []),
  ].join('\n');
}
