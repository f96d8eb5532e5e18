/**
 * Returns the current time in milliseconds since 1970, for times that are displayed or stored. Durations are measured
 * with `performance.now()`.
 */
export function currentTimeMs(): number {
  // eslint-disable-next-line no-restricted-properties -- the only permitted use
  return Date.now();
}
