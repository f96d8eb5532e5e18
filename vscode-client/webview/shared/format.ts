import { language, t } from './l10n.js';

/** Formats numbers so that they are easy to compare: short, with a unit, and with a consistent number of digits. */

/** Formats a token count: `200K`, `1M`, or `8.2K`. Numbers below a thousand are not abbreviated. */
export function formatTokens(count: number): string {
  if (count < 1000) {
    return String(count);
  }
  const [value, unit] = count < 1_000_000 ? [count / 1000, 'K'] : [count / 1_000_000, 'M'];
  return `${formatDecimal(value, value < 10 && value % 1 >= 0.05 ? 1 : 0)}${unit}`;
}

/** Formats a cost, such as `$3.00`, or with two significant digits, such as `$0.0042`. */
export function formatCost(usd: number): string {
  return `$${usd > 0 && usd < 0.1 ? formatSignificant(usd) : formatDecimal(usd, 2)}`;
}

/** Formats a duration: `0.42 s`, `12.3 s`, or `2 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 60_000) {
    return `${formatDecimal(ms / 1000, ms < 10_000 ? 2 : 1)} s`;
  }
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Formats a speed: `42 tokens/s` or `7.5 tokens/s`. */
export function formatSpeed(count: number, ms: number): string {
  const speed = ms > 0 ? count / (ms / 1000) : 0;
  return t('{0} tokens/s', formatDecimal(speed, speed < 10 ? 1 : 0));
}

/** Formats a size in bytes, such as `60 MB`. */
export function formatBytes(count: number): string {
  return count < 1024 * 1024 ? `${Math.round(count / 1024)} KB` : `${Math.round(count / 1024 / 1024)} MB`;
}

/** Formats a time of day, such as `2:05 PM` or `14:05`. */
export function formatTime(ms: number): string {
  return new Date(ms).toLocaleTimeString(language(), { hour: 'numeric', minute: '2-digit' });
}

function formatDecimal(value: number, digits: number): string {
  return value.toLocaleString(language(), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  });
}

function formatSignificant(value: number): string {
  return value.toLocaleString(language(), { maximumSignificantDigits: 2 });
}
