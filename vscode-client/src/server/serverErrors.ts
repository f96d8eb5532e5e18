import { OpenLlmError, words, type Localizable } from '@open-llm/client';

export function startError(reason: string): OpenLlmError {
  return serverError(words.t('The Open LLM server did not start: {0}.', reason));
}

export function unexpectedStopError(reason: string): OpenLlmError {
  return serverError(words.t('The Open LLM server stopped unexpectedly: {0}.', reason));
}

function serverError(message: Localizable): OpenLlmError {
  const hint = words.t('To see the most recent log lines, run the “{0}” command.', 'Open LLM: Show Log');
  return OpenLlmError.localizable('internal', message, hint);
}
