import { language, t } from './l10n.js';

/** Numbers in a form that is easy to compare: short, with a unit, always with the same number of digits. */

/** `200K`, `1M`, `8.2K`; the number itself below a thousand. */
export function tokens(count: number): string {
  if (count < 1000) {
    return String(count);
  }
  const [value, unit] = count < 1_000_000 ? [count / 1000, 'K'] : [count / 1_000_000, 'M'];
  return `${decimal(value, value < 10 && value % 1 >= 0.05 ? 1 : 0)}${unit}`;
}

/** `$3.00`, `$0.0042`: two significant digits. */
export function cost(usd: number): string {
  return `$${usd > 0 && usd < 0.1 ? significant(usd) : decimal(usd, 2)}`;
}

/** `0.42 s`, `12.3 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 60_000) {
    return `${decimal(ms / 1000, ms < 10_000 ? 2 : 1)} s`;
  }
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `42 tokens/s`, `7.5 tokens/s`. */
export function tokensPerSecond(count: number, ms: number): string {
  const speed = ms > 0 ? count / (ms / 1000) : 0;
  return t('{0} tokens/s', decimal(speed, speed < 10 ? 1 : 0));
}

/** `60 MB`. */
export function bytes(count: number): string {
  return count < 1024 * 1024 ? `${Math.round(count / 1024)} KB` : `${Math.round(count / 1024 / 1024)} MB`;
}

/** `2:05 PM`, `14:05`. */
export function clock(ms: number): string {
  return new Date(ms).toLocaleTimeString(language(), { hour: 'numeric', minute: '2-digit' });
}

function decimal(value: number, digits: number): string {
  return value.toLocaleString(language(), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  });
}

function significant(value: number): string {
  return value.toLocaleString(language(), { maximumSignificantDigits: 2 });
}
