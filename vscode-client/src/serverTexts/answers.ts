/** What is wrong with an answer of a provider, and what helps. */
export const answers = [
  // dialect/HttpFailures
  "Check the base URL: it should be the address of the API, often ending in /v1; a proxy on the way may also have answered in the provider's place.",
  'The provider answered with status {0} and nothing else.',
  'The provider answered with status {0} and a web page{1} instead of JSON.',
  // chat/AnswerPump
  'The provider answered with nothing.',
  "Try again; if it stays so, look at the provider's own log.",
  'The provider answered with a web page instead of JSON.',
  'Check the base URL: it should be the address of the API, often ending in /v1.',
  "Try again; if it stays so, check the base URL and the provider's own log.",
  "The provider's answer is not valid JSON; it may have been cut off.",
  // chat/CutCall
  'The answer reached its limit right behind the call of {0}: its arguments may be missing.',
  // dialect/ToolArguments
  'The model called a tool without saying which.',
  'The arguments for the tool {0} are not a whole JSON object; the answer may have been cut off.',
  // dialect/MiniMaxErrors
  'MiniMax did not say what failed.',
  // dialect/openaichat/ChatAnswerReader
  'The answer holds a picture, which is not shown.',
  // dialect/openai/BrokenAnswers
  'The provider sent a piece of its answer that is not valid JSON; it may have been cut off.',
  "The provider's answer stopped before its end.",
  'Check the base URL and whether the provider really speaks this dialect.',
  // dialect/openai/OpenAiErrors
  'The provider broke off its answer and did not say why.',
  // dialect/openairesponses/ResponsesAnswerReader
  'The provider only began to answer and does the rest in the background.',
  "Leave 'background' out of the request.",
  // dialect/anthropicmessages/AnthropicErrors
  "Check the key in the provider's console and store it again.",
  "Add credit to the account in the provider's console.",
  // dialect/anthropicmessages/AnthropicReader
  'The provider sent an event that is not valid JSON; the answer may have been cut off.',
  'Something on the way to the provider joined two answers into one.',
  'The answer was cut off before the arguments of the call.',
  "The provider's answer stopped before it was complete.",
  'Try again.',
  // dialect/gemini/GeminiErrors
  'Check the key at https://aistudio.google.com/apikey and store it again.',
  'Wait until the quota is renewed, or enable billing for the project.',
  // dialect/gemini/GeminiReader
  'Gemini sent a piece that is not valid JSON; the answer may have been cut off.',
  'Gemini blocked the prompt ({0}).',
  'The answer holds a file ({0}), which is not shown.',
  'The arguments for the tool {0} are not whole; the answer was cut off.',
  "Gemini's answer stopped before it was complete.",
  'Try again; if it stays so, ask another model.',
  // dialect/ollamachat/OllamaErrors
  'Ollama broke off without saying why.',
  'Pull it with `ollama pull`, or choose one of those that `ollama list` shows.',
  'Choose a smaller model or a shorter context, or unload others with `ollama stop`.',
  'Sign in with `ollama signin`, or give an API key from ollama.com.',
  "Try again in a moment; the server's log says more.",
  // dialect/ollamachat/OllamaReader
  'Ollama sent a line that is not valid JSON; the answer may have been cut off.',
  "Try again; if it stays so, look at the server's log.",
  "Ollama's answer stopped before it was complete.",
  // dialect/ollamachat/OllamaRequest
  'Ollama takes no documents.',
  'Send their text, or pictures of the pages.',
  'Ollama does not fetch pictures from an address.',
  'Send the picture itself.',
] as const;
