/** Why a request is not made or not answered, and what helps. */
export const requests = [
  // chat/NextStep: a hint for each kind of error
  'Store a valid key: run `open-llm secrets set {0}`{1}, or in VS Code "Open LLM: Set Key…".',
  'Ask {0} to allow this key the model {1}, or choose another model.',
  'Run `ollama pull {0}`, or `open-llm models` to see what is there.',
  'Run `open-llm models` to see what {0} offers.',
  'Leave out or change what the message names; the request was not accepted as it stands.',
  'Shorten the conversation, start a new one, or choose a model with a larger context.',
  'Shorten the conversation, start a new one, or run the model with a larger context.',
  'Try again when the model is loaded, or raise policies.firstByteSeconds to wait longer.',
  '{0} try again, or name another model under `fallbacks` in the configuration of this one.',
  'Check the plan and the balance of your account with {0}, or use another provider.',
  'Say it in other words, or ask another model.',
  'Try again in a moment, or name another model under `fallbacks` in the configuration of this one.',
  'Start the server at {0}, or correct the base URL of {1}.',
  'Check the connection, the proxy settings and the base URL {0}.',
  'Try again; a model that runs locally may still be loading.',
  'Check that {0} is the address of an API of the type {1}.',
  'Please report this with the log of the server.',
  // access/Access
  'There is no remembered answer about {0}.',
  "Run 'open-llm access list' for those there are.",
  'Nobody answered whether {0} may use {1}.',
  '{0} is waiting for your permission to use {1}.',
  'Answer the question in VS Code, then try again.',
  'Try again, and answer the question.',
  'You did not allow {0} to use {1}.',
  '{0} may not use {1}: access.default is deny.',
  'Set access.default to keys, ask or allow.',
  'Whether {0} may use {1} was never answered, and nobody can be asked here.',
  'Use it once in VS Code, where you are asked, or set access.default to allow.',
  // access/DayLimits
  'Raise it, or go on tomorrow.',
  '{0} used {1} tokens today; access.tokensPerDay is {2}.',
  '{0} spent ${1} today; access.dollarsPerDay is ${2}.',
  'All requests together used {0} tokens today; access.totalTokensPerDay is {1}.',
  'All requests together spent ${0} today; access.totalDollarsPerDay is ${1}.',
  // access/UsageToday
  "Today's limits cannot be checked: the usage record {0} cannot be read: {1}.",
  'Make it a readable file, or move it to another folder.',
  "Today's limits cannot be checked: the usage record {0} has a damaged line.",
  "Run 'open-llm usage repair'.",
  // access/PeerPermissions
  'Nobody answered whether {0} may {1}.',
  'You did not allow {0} to {1}.',
  'Whether {0} may {1} was never answered, and nobody can be asked here.',
  'Connect to the server of an open VS Code, where you are asked, or use the open-llm command.',
  // access/RememberedAnswers
  'Your access decisions in {0} cannot be read: {1}.',
  'Repair the file, or delete it to be asked again.',
  'The answer cannot be written to {0}.',
  'Check that you may write this file and that it is valid JSON.',
  'To be asked again, take your answer back: "Open LLM: Who May Use Models…" in VS Code, or \'open-llm access revoke {0}\'.',
  // chat/CallPreparation
  'The tool {0} must be called but is not among the tools.',
  'Name one of the tools of the request as toolChoice.name.',
  // chat/ChatPipeline
  'Open LLM Provider failed on its own ({0}).',
  // chat/tools/PreparedTools
  'The request has {0} tools; {1} takes at most {2}.',
  'Turn off tools or MCP servers that this conversation does not need.',
  'Several tools have the name {0}; the first one counts.',
  '{0} cannot enforce the schema of {1}.',
  // chat/ContextGuard
  'The request has about {0} tokens; {1} takes {2}.',
  'The request has about {0} tokens, {1} of them in tools ({2} is the largest); {3} takes {4}.',
  'Turn off tools that you do not need, or choose a model with a larger context.',
  // chat/ModelCaller
  '{0} answered with a redirect, which is not followed.',
  '{0} answered with status {1}, which is no response to a chat request.',
  "Check whether a cache or proxy on the way answered in the provider's place.",
  'Set the base URL of {0} to the address it moved to.',
  '{0} Asking again {1}.',
  '{0} Trying again in {1} s ({2} of {3}).',
  // chat/OutputCap
  '{0} returns at most {1} output tokens ({2}); the request asked for {3}.',
  // chat/structured/ResponseCheck
  'The response is not valid JSON, although the request asked for JSON.',
  'The response is no JSON object, although the request asked for one.',
  'The response does not match the JSON Schema of the request: {0}.',
  // chat/LoadingWait
  'The server is loading the model. Waiting up to {0} s for it.',
  'The server is still loading the model ({0} s so far).',
  // chat/history/Attachments
  '{0} takes no images.',
  "Send it without the image, or choose a model that sees; if this one does, set 'vision: true' for it in the configuration.",
  '{0} takes no images of the type {1}, only {2}.',
  'Convert the image to PNG or JPEG first.',
  '{0} takes no files ({1}).',
  "Send the text of the file instead, or choose a model that reads files; if this one does, set 'files: true' for it in the configuration.",
  // chat/history/HistorySanitizer
  'There is nothing to answer: the conversation has no text.',
  'Write a message first.',
] as const;
