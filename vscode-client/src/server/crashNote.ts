/** How a server process ended unexpectedly, or did not start. */
export interface ServerCrash {
  /** The exit code, the signal, or why it could not be started. */
  readonly how: string;
  readonly at: Date;
  /** Absent when it did not start. */
  readonly serverVersion?: string;
  readonly lastLines: readonly string[];
}

const mostLines = 20;
const longestLine = 300;

/** An exception and its message, which may quote a request. */
const exception =
  /^((?:Exception in thread "[^"]*" |Caused by: |\s*Suppressed: )?(?:[\w$]+\.)+[\w$]*(?:Exception|Error))\b.*/;
const frame = /^\s+(?:at |\.\.\. \d)/;

/**
 * The last lines that a process wrote to stderr, as far as they may be stored: without keys, without messages of
 * exceptions, and without the report of a fatal JVM error, which contains memory and command lines.
 */
export class LastLines {
  readonly #redact: (line: string) => string;
  readonly #lines: string[] = [];
  #inMessage = false;

  constructor(redact: (line: string) => string) {
    this.#redact = redact;
  }

  add(line: string): void {
    const kept = this.#kept(line);
    if (kept !== undefined) {
      this.#lines.push(kept.slice(0, longestLine));
      this.#lines.splice(0, this.#lines.length - mostLines);
    }
  }

  get all(): readonly string[] {
    return [...this.#lines];
  }

  #kept(line: string): string | undefined {
    const thrown = exception.exec(line)?.[1];
    if (thrown !== undefined) {
      this.#inMessage = true;
      return thrown;
    }
    if (frame.test(line)) {
      this.#inMessage = false;
    }
    return this.#inMessage || line.startsWith('#') || line.trim() === '' ? undefined : this.#redact(line.trimEnd());
  }
}

/**
 * How an error of Java itself, or of native code, ends the process. Without a report and a core dump, the JVM handles
 * the signal and exits with 1, which a started server never does.
 */
const faults = /^(?:signal SIG(?:ABRT|SEGV|BUS|ILL|FPE|TRAP)|exit code 1)$/;

/**
 * The packaged flags suppress the report, so there is none to point to; a user who needs one is informed about its
 * content.
 */
const noReport =
  '  Java itself crashed. It saved no report, because a report shows parts of the memory, with prompts and keys.' +
  ' For one, start VS Code with _JAVA_OPTIONS=-XX:-SuppressFatalErrorMessage;' +
  ' it is then saved as hs_err_pidNUMBER.log in your home folder. Delete it after use.';

/** The facts about a crash, for the log, without prompts, keys and headers. */
export function crashNote(crash: ServerCrash, versions: Readonly<Record<string, string>>): string {
  const known = { ...versions, server: crash.serverVersion ?? 'not started' };
  return [
    `The Open LLM server stopped unexpectedly: ${crash.how}.`,
    `  Time: ${crash.at.toISOString()}`,
    `  Versions: ${Object.entries(known)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}`,
    crash.lastLines.length === 0 ? '  It wrote nothing to stderr.' : '  Its last lines on stderr:',
    ...crash.lastLines.map((line) => `    ${line}`),
    ...(crash.serverVersion !== undefined && faults.test(crash.how) ? [noReport] : []),
  ].join('\n');
}
