/** URI schemes of documents that users write, unlike logs, diffs, settings, and input boxes. */
const allowedSchemes: ReadonlySet<string> = new Set(['file', 'untitled', 'vscode-remote', 'vscode-notebook-cell']);

/** Names of files that usually contain API keys, passwords, or other secrets. */
const secretNames: readonly RegExp[] = [
  /^\.env/,
  /\.env$/,
  /^\.dev\.vars/,
  /^(?:.*[._-])?secrets?\.(?:ya?ml|json|toml|ini|txt|properties|xml|conf|enc)$/,
  /^(?:.*[._-])?credentials?(?:\.(?:ya?ml|json|toml|ini|txt|properties|xml|csv))?$/,
  /^\.git-credentials$/,
  /\.(?:pem|key|crt|cer|cert|der|csr|p12|pfx|p8|jks|keystore|kdbx?|ppk|gpg|pgp|asc|age|ovpn|tfvars|tfstate)$/,
  /^id_(?:rsa|dsa|ecdsa|ed25519)/,
  /^[._]netrc$/,
  /^\.(?:npmrc|pypirc|pgpass|my\.cnf|htpasswd|dockercfg|dockerconfigjson|vault[_-]pass.*|yarnrc\.yml)$/,
  /^(?:kubeconfig|local\.settings\.json|service[-_]?account.*\.json|vault\.ya?ml)$/,
];

/** Folders that usually contain secrets. */
const secretFolders = /(?:^|\/)(?:\.ssh|\.gnupg|\.aws|\.azure|\.kube|\.docker|\.config\/openllm)\/[^/]*$/;

/** The reasons why a document has no completions. */
export type Exclusion = 'kind' | 'secrets' | 'language' | 'ignored' | 'unknown';

export interface DocumentFacts {
  readonly scheme: string;
  readonly path: string;
  readonly languageId: string;
}

/**
 * Returns the reason why no part of the document may be sent, as far as it follows from the URI and the language. Files
 * that Git ignores are checked separately.
 */
export function exclusionOf(
  { scheme, path, languageId }: DocumentFacts,
  excludedLanguages: readonly string[],
): Exclusion | undefined {
  if (!allowedSchemes.has(scheme)) {
    return 'kind';
  }
  if (isSecret(path)) {
    return 'secrets';
  }
  return excludedLanguages.includes(languageId) ? 'language' : undefined;
}

/** Returns whether a file usually contains secrets. */
export function isSecret(path: string): boolean {
  const normalized = path.replaceAll('\\', '/').toLowerCase();
  const name = normalized.slice(normalized.lastIndexOf('/') + 1);
  return secretNames.some((pattern) => pattern.test(name)) || secretFolders.test(normalized);
}
