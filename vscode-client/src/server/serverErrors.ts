import { OpenLlmError, type ErrorInfo } from '@open-llm/client';

type Message = Pick<ErrorInfo, 'message' | 'messageTemplate'>;

/** Replaces `vscode.l10n`, because the message is translated where it is shown. */
const words = {
  t: (template: string, arg: string): Message => ({
    message: template.replace('{0}', arg),
    messageTemplate: { template, args: [arg] },
  }),
};

export function notStarted(why: string): OpenLlmError {
  return failure(words.t('The Open LLM server did not start: {0}.', why));
}

export function endedUnexpectedly(how: string): OpenLlmError {
  return failure(words.t('The Open LLM server stopped unexpectedly: {0}.', how));
}

function failure(message: Message): OpenLlmError {
  const { message: hint, messageTemplate: hintTemplate } = words.t(
    'To see the most recent log lines, run the “{0}” command.',
    'Open LLM: Show Log',
  );
  return new OpenLlmError({ kind: 'internal', ...message, hint, ...(hintTemplate && { hintTemplate }) });
}
