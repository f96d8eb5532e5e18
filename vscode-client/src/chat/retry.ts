/** The seconds until a request is retried, from the server's English notice; undefined for any other notice. */
export function retrySeconds(notice: string): number | undefined {
  const seconds = /\bRetrying in (\d+(?:\.\d+)?) s \(retry \d+ of \d+\)\.$/.exec(notice)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}

/** A notice in any language with the remaining seconds; a provider's text before it may contain the same number. */
export function withSecondsLeft(notice: string, seconds: number, left: number): string {
  const before = `${seconds} s`;
  const at = notice.lastIndexOf(before);
  return at < 0 ? notice : `${notice.slice(0, at)}${left} s${notice.slice(at + before.length)}`;
}
