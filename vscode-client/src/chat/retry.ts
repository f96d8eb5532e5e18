/**
 * Returns the number of seconds until a request is retried, as stated in the English notice of the server. Returns
 * undefined for any other notice.
 */
export function retrySeconds(notice: string): number | undefined {
  const seconds = /\bRetrying in (\d+(?:\.\d+)?) s \(retry \d+ of \d+\)\.$/.exec(notice)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}

/**
 * Replaces the number of seconds in a notice, in any language, with the remaining seconds. Only the last match is
 * replaced because a provider message before it can contain the same number.
 */
export function withSecondsLeft(notice: string, seconds: number, remaining: number): string {
  const original = `${seconds} s`;
  const index = notice.lastIndexOf(original);
  return index < 0 ? notice : `${notice.slice(0, index)}${remaining} s${notice.slice(index + original.length)}`;
}
