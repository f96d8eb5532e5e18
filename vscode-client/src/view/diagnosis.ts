import type { Problem, ProviderInfo, ServerStatus } from '@open-llm/client';

/** The data that is included in a diagnosis. */
export interface DiagnosisData {
  readonly extensionVersion: string;
  readonly editor: string;
  readonly system: string;
  /** One sentence that describes the state of the server. */
  readonly server: string;
  /** The status; undefined while the server is down. */
  readonly status: ServerStatus | undefined;
  readonly providers: readonly ProviderInfo[];
  readonly problems: readonly Problem[];
  /** The user's home folder. It is replaced with `~` because it contains the user name. */
  readonly home: string;
  readonly redact: (text: string) => string;
}

/**
 * Formats versions, states, and problems as text for a bug report, without API keys, provider addresses, and
 * conversations.
 */
export function formatDiagnosis(data: DiagnosisData): string {
  const { status } = data;
  const lines = [
    '# Open LLM Provider',
    `extension ${data.extensionVersion} · ${data.editor} · ${data.system}`,
    `server: ${data.server}`,
    ...(status
      ? [`server ${status.serverVersion} · Java ${status.javaVersion} · up ${Math.round(status.uptimeMs / 1000)} s`]
      : []),
    '',
    '## Providers',
    ...data.providers.map(formatProvider),
    '',
    '## Problems',
    ...(data.problems.length === 0 ? ['none'] : data.problems.map(formatProblem)),
  ];
  const text = data.redact(lines.join('\n'));
  return data.home === '' ? text : text.replaceAll(data.home, '~');
}

function formatProvider({ name, dialect, status, modelCount, keySource, needsKey }: ProviderInfo): string {
  const key = keySource ? `key from ${keySource}` : needsKey ? 'no key' : 'needs no key';
  const error = status.error ? ` [${status.error.kind}] ${status.error.message}` : '';
  return `- ${name} (${dialect}): ${status.state}, ${modelCount} models, ${key}. ${status.message}${error}`;
}

function formatProblem({ message, file, line, setting }: Problem): string {
  const location = file ? `${file}${line > 0 ? `:${line}` : ''}` : setting;
  return `- ${message}${location ? ` (${location})` : ''}`;
}
