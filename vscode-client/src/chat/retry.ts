/** In how many seconds a request is sent again, as the server's English notice says it; undefined for any other notice. */
export function retrySeconds(notice: string): number | undefined {
  const seconds = /\bTrying again in (\d+) s \(\d+ of \d+\)\.$/.exec(notice)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}

/** A notice in any language with the seconds that are left; what a provider said before may hold the same number. */
export function withSecondsLeft(notice: string, seconds: number, left: number): string {
  const before = `${seconds} s`;
  const at = notice.lastIndexOf(before);
  return at < 0 ? notice : `${notice.slice(0, at)}${left} s${notice.slice(at + before.length)}`;
}
