/**
 * What the server says for whoever reads it, with the commands of the command line in it, as it is said in VS Code: with
 * the commands of VS Code. By the server's sentence; the numbers of what is filled in are the same.
 */
export const inVsCode: Readonly<Record<string, string>> = {
  'Store a valid key: run `open-llm secrets set {0}`{1}, or in VS Code "Open LLM: Set Key…".':
    'Run the command Open LLM: Set Key.',
  '{0}`open-llm secrets set {1}`, or in VS Code "Open LLM: Set Key…".': 'Run the command Open LLM: Set Key.',
  'Run `ollama pull {0}`, or `open-llm models` to see what is there.':
    'Run `ollama pull {0}` in a terminal, or choose another model.',
  'Run `open-llm models` to see what {0} offers.':
    'Choose another model: the command Open LLM: Providers and Models shows what {0} offers.',
  "Run 'open-llm access list' for those there are.": 'The command Open LLM: Who May Use Models lists those there are.',
  'To be asked again, take your answer back: "Open LLM: Who May Use Models…" in VS Code, or \'open-llm access revoke {0}\'.':
    'To be asked again, take your answer back with the command Open LLM: Who May Use Models.',
  'Set api_base of {0}, or use the name of a known service: `open-llm providers --all` lists them.':
    'Set api_base of {0}, or use the name of a known service: the command Open LLM: Add Provider lists them.',
  'Add it to the configuration, or see what is in use with `open-llm providers`.':
    'Add it with the command Open LLM: Add Provider, or see what is in use with Open LLM: Providers and Models.',
  "Look at 'open-llm config show' or the schema of the file for what there is.":
    'Look at the schema of the file for what there is.',
  'Use `open-llm secrets env`, or the same command in VS Code.':
    'Run the command Open LLM: Show Keys as Environment Variables.',
  'See where it was looked for with `open-llm secrets where {0}`.':
    'The command Open LLM: Providers and Models shows where it was looked for.',
  'See where it is with `open-llm secrets where {0}`.': 'The command Open LLM: Providers and Models shows where it is.',
  'Copy it outside of this workspace, or store a key for this host with `open-llm secrets set {0}`.':
    'Copy it outside of this workspace, or store a key for this host with the command Open LLM: Set Key.',
  'Agree when VS Code asks, or store a key for this host: `open-llm secrets set {0}`.':
    'Agree when VS Code asks, or store a key for this host with the command Open LLM: Set Key.',
  'To be asked whether it may go there, test the key: `open-llm secrets test {0}`, or in VS Code "Open LLM: Test Key…". Or store a key for this host: `open-llm secrets set {1}`.':
    'Run the command Open LLM: Test Key to be asked whether it may go there, or Open LLM: Set Key to store one for this host.',
  "Keys are not read from configuration: remove it and run 'open-llm secrets set', or name an environment variable with api_key_env.":
    'Keys are not read from configuration: remove it and run the command Open LLM: Set Key, or name an environment variable with api_key_env.',
  "'{0}' carries a key, and keys are not read from configuration: use 'open-llm secrets set'.":
    "'{0}' carries a key, and keys are not read from configuration: run the command Open LLM: Set Key.",
  "'{0}' must not hold a user or password: store the key with 'open-llm secrets set'.":
    "'{0}' must not hold a user or password: store the key with the command Open LLM: Set Key.",
  "This file is ignored because it changed where data goes since you trusted it; run 'open-llm trust' to use it.":
    'This file is ignored because it changed where data goes since you trusted it; agree when VS Code asks.',
  "This file is ignored because its folder is not trusted; run 'open-llm trust' to use it.":
    'This file is ignored because its folder is not trusted; agree when VS Code asks.',
  "Use 'open-llm config set' or 'open-llm config unset' for a single value.": 'Set the value itself.',
  "Change it with 'open-llm config set {0} {1} FIELD VALUE'.": "Change '{1}' in the file.",
  'See the keys with `open-llm secrets list {0}`, or store it with `open-llm secrets set {1} --name {2}`.':
    'Run "open-llm secrets list {0}" or "open-llm secrets set {1} --name {2}" in a terminal.',
  "Run 'open-llm usage repair'.": 'Run "open-llm usage repair" in a terminal.',
};
