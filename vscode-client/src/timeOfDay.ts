/** Milliseconds since 1970, for what users read and what is stored. Durations come from `performance.now()`. */
export function timeOfDay(): number {
  // eslint-disable-next-line no-restricted-properties -- this is the place
  return Date.now();
}
