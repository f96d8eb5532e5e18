/** Schemes of documents that a user writes, unlike logs, diffs, settings and input fields. */
const schemes: ReadonlySet<string> = new Set(['file', 'untitled', 'vscode-remote', 'vscode-notebook-cell']);

/** Files that usually contain keys, passwords or other secrets, by their names. */
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

/** Folders of secrets. */
const secretFolders = /(?:^|\/)(?:\.ssh|\.gnupg|\.aws|\.azure|\.kube|\.docker|\.config\/openllm)\/[^/]*$/;

/** Why there are no completions in a document. */
export type Exclusion = 'kind' | 'secrets' | 'language' | 'ignored' | 'unknown';

export interface DocumentFacts {
  readonly scheme: string;
  readonly path: string;
  readonly languageId: string;
}

/** Why nothing of a document may be sent, as far as its name shows; Git is checked separately. */
export function exclusionOf(
  { scheme, path, languageId }: DocumentFacts,
  excludedLanguages: readonly string[],
): Exclusion | undefined {
  if (!schemes.has(scheme)) {
    return 'kind';
  }
  if (isSecret(path)) {
    return 'secrets';
  }
  return excludedLanguages.includes(languageId) ? 'language' : undefined;
}

/** Whether a file usually contains secrets. */
export function isSecret(path: string): boolean {
  const normalized = path.replaceAll('\\', '/').toLowerCase();
  const name = normalized.slice(normalized.lastIndexOf('/') + 1);
  return secretNames.some((pattern) => pattern.test(name)) || secretFolders.test(normalized);
}
