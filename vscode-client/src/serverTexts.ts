/**
 * The server speaks English, in errors, hints and problems; what a person reads of that is put into their language
 * here, by the pattern of the sentence. What has no pattern, such as a provider's own words, stays as it is.
 * `test/serverTexts.test.ts` compares the sentences with those in the server's code.
 */

/** Translates a text by its English, as `vscode.l10n.t` does. */
export type Translate = (text: string, ...values: string[]) => string;

/** A text of the server in the language of VS Code. */
export function inLanguage(text: string, translate: Translate): string {
  patterns ??= [...sentences, ...pieces].map(patternOf);
  return translated(text, patterns, translate);
}

/** How a provider is, in the language of VS Code. */
export function stateInLanguage(line: string, translate: Translate): string {
  patternsOfStates ??= [...states, ...sentences].map(patternOf);
  return translated(line, patternsOfStates, translate);
}

function translated(text: string, among: readonly Pattern[], translate: Translate): string {
  for (const { fits, words } of among) {
    const found = fits.exec(text);
    if (found) {
      // What is filled in may be words too: `the proxy proxy.example:3128`.
      return translate(words, ...found.slice(1).map((value) => translated(value, among, translate)));
    }
  }
  return text;
}

/** Whole sentences as they stand in the server's code, with `{0}`, `{1}` for what is filled in, in that order. */
export const sentences = [
  // http/Failures
  'Cannot reach {0}: no connection within {1}.',
  'Check the address, and whether a firewall, VPN or proxy stands between.',
  '{0} did not begin to answer within {1}.',
  'Try again; a local model may still be loading.',
  'Cannot reach {0}: there is no such host.',
  'Check the address for a typing error, and your network or VPN connection.',
  'Cannot reach {0}: the connection was refused.',
  "Check the proxy's address in http.proxy, HTTPS_PROXY or HTTP_PROXY.",
  'Check that the server is running, and the host and port of the base URL.',
  'The proxy {0} refused a connection to {1}.',
  'Ask who runs the proxy to allow it, or add the host to the hosts reached without a proxy.',
  'The connection to {0} broke before the answer was complete.',
  "Try again; if it stays so, look at the server's own log.",
  'The certificate of {0} has expired.',
  "Ask who runs the server to renew it, and check this computer's clock.",
  'The certificate of {0} is not valid yet.',
  "Check this computer's clock.",
  'The certificate of {0} was issued by an authority that is not trusted here.',
  "If it is your company's or your own, name its certificate file (PEM) in openLLM.network.caFiles, SSL_CERT_FILE or NODE_EXTRA_CA_CERTS.",
  'The certificate of {0} is for another host name.',
  'Use the host name that the certificate was issued for.',
  '{0} does not speak TLS.',
  'Write the base URL with http:// instead of https://.',
  'No secure connection to {0} could be made.',
  "Check that the base URL's port speaks https, and whether a proxy or firewall stands between.",
  'The header {0} cannot be sent: its name is reserved, or its value holds characters that HTTP does not allow.',
  'Look for a line break or a letter outside ASCII in the key or header, and enter it again.',
  'The request was cancelled.',
  '{0} sent nothing for {1}, so the answer was given up.',
  'The proxy {0} wants a user name and a password.',
  'Write them into its address: http://user:password@host:port.',
  // dialect/HttpFailures
  'Check the base URL: it should be the address of the API, often ending in /v1; a proxy on the way may also have answered in the provider\'s place.',
  'The provider answered with status {0} and nothing else.',
  'The provider answered with status {0} and a web page{1} instead of JSON.',
  // chat/NextStep: a hint for each kind of error
  'Store a valid key: run `open-llm secrets set {0}`{1}, or in VS Code "Open LLM: Set Key…".',
  'Ask {0} to allow this key the model {1}, or choose another model.',
  'Run `ollama pull {0}`, or `open-llm models` to see what is there.',
  'Run `open-llm models` to see what {0} offers.',
  'Leave out or change what the message names; the request was not accepted as it stands.',
  'Shorten the conversation, start a new one, or choose a model with a larger context.',
  '{0} try again, or name another model under `fallbacks` in the configuration of this one.',
  'Check the plan and the balance of your account with {0}, or use another provider.',
  'Say it in other words, or ask another model.',
  'Try again in a moment, or name another model under `fallbacks` in the configuration of this one.',
  'Start the server at {0}, or correct the base URL of {1}.',
  'Check the connection, the proxy settings and the base URL {0}.',
  'Try again; a model that runs locally may still be loading.',
  'Check that {0} is the address of an API of the type {1}.',
  'Please report this with the log of the server.',
  // provider
  'There is no key for {0}.',
  '{0}`open-llm secrets set {1}`, or in VS Code "Open LLM: Set Key…".',
  'Provider {0} names no deployments, and Azure does not list them.',
  "Name your deployments under models of {0}, each with base_model where its name is not the model's.",
  'The preset {0} of provider {1} is no known service.',
  'Provider {0} has no base URL.',
  'Set api_base of {0} to the address of your own resource.',
  'Set api_base of {0}, or use the name of a known service: `open-llm providers --all` lists them.',
  'Provider {0} needs the environment variable {1}.',
  'Set {0}, or set api_base of {1}.',
  'Provider {0} has the dialect {1}, which does not exist.',
  'Use one of {0}.',
  'The base URL of provider {0} {1}.',
  'Set api_base of {0} to something like https://llm.example.com/v1.',
  // config
  'The YAML is nested too deeply.',
  'The YAML is indented with a tab; use spaces.',
  "The YAML has a ':' where none can stand; check the indentation, or put the text in quotes.",
  "The YAML lacks a ':' after a key.",
  "The YAML's indentation does not fit the lines above.",
  'The YAML is nested or repeated too much (at most 50 levels and 50 aliases).',
  'The file holds more than one YAML document; keep one.',
  'The YAML has a type tag (!!), which is not allowed here.',
  'The YAML cannot be read.',
  'The YAML cannot be read: {0}.',
  'This is not a file; configuration is read from files only.',
  'The file is larger than 1 MiB and was not read; make it smaller.',
  'The file is not valid UTF-8 text; save it as UTF-8.',
  "'{0}' says the same as a key above; keep one of them.",
  "'{0}' is ignored because this workspace is not trusted.",
  "'{0}' is ignored in a workspace; set it in your own settings.",
  "This entry has no '{0}' and is left out.",
  "'{0}' stands twice; only the first is used.",
  "'{0}' must be at least {1}.",
  "'{0}' must be {1}, not {2}.",
] as const;

/** Parts of sentences that the server fills in, and hints that are told in two ways. */
export const pieces = [
  'Agree when VS Code asks, or store a key for this host: `open-llm secrets set {0}`.',
  'To be asked whether it may go there, test the key: `open-llm secrets test {0}`, or in VS Code "Open LLM: Test Key…". Or store a key for this host: `open-llm secrets set {1}`.',
  // Those of model/errors, which take the place of the server's.
  'Run the command Open LLM: Test Key to be asked whether it may go there, or Open LLM: Set Key to store one for this host.',
  'Run the command Open LLM: Set Key.',
  'the proxy {0}',
  ', or set {0}',
  'Wait {0} s and',
  'Wait a moment and',
  'Run ',
  'Set the environment variable {0}, or run ',
] as const;

/** The lines of provider/Statuses. */
export const states = [
  'Ready · {0}',
  '1 model',
  '{0} models',
  'Asking for its models',
  'Switched off',
  'No key',
  'Cannot reach {0}',
  'No answer from {0}',
  'The key was refused',
  'The key may not do this',
  'No credit or quota left',
  'Too many requests for now',
  'Overloaded for now',
] as const;

interface Pattern {
  readonly fits: RegExp;
  readonly words: string;
}

let patterns: readonly Pattern[] | undefined;
let patternsOfStates: readonly Pattern[] | undefined;

function patternOf(words: string): Pattern {
  const parts = words.split(/\{\d+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return { fits: new RegExp(`^${parts.join('(.*)')}$`, 's'), words };
}
