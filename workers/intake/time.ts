/** Seconds since 1970 have ten digits until the year 2286; from twelve on a number counts milliseconds. */
const MILLISECONDS_FROM = 1e11;
const LOCAL = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/;
const OFFSET = /^([+-])(\d{2}):?(\d{2})$/;

/**
 * The ISO time of what an export states: seconds or milliseconds since 1970, or an ISO time, with a blank for the T too.
 * @param zone of times that name none: an IANA name or an offset such as `+02:00`; without it they are left as they are
 * @returns what was given where it is no time, so that the check behind it says so
 */
export function statedTime(stated: unknown, zone: string | undefined): unknown {
  const text = typeof stated === 'number' ? String(stated) : stated;
  if (typeof text !== 'string') return stated;
  const trimmed = text.trim();
  if (/^-?\d+(?:\.\d+)?$/.test(trimmed)) return epochTime(Number(trimmed)) ?? stated;
  const local = LOCAL.exec(trimmed);
  if (local !== null) return zone === undefined ? stated : (localTime(local, zone) ?? stated);
  const zoned = trimmed
    .replace(/^(\d{4}-\d{2}-\d{2}) (?=\d{2}:)/, '$1T')
    .replace(/ ?(?:UTC|GMT)$/i, 'Z')
    .replace(/([+-]\d{2})(\d{2})$/, '$1:$2')
    // As PostgreSQL writes an offset of whole hours.
    .replace(/(:\d{2}(?:\.\d+)?[+-]\d{2})$/, '$1:00');
  return zoned;
}

function epochTime(value: number): string | undefined {
  const date = new Date(Math.abs(value) >= MILLISECONDS_FROM ? value : value * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function localTime(parts: RegExpExecArray, zone: string): string | undefined {
  const [year, month, day, hour, minute, second] = parts.slice(1).map((part) => Number(part ?? 0));
  const wall = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
  const date = new Date(wall);
  // 31 February is no day; Date.UTC would make it one of March.
  if (date.getUTCDate() !== day || date.getUTCMonth() !== (month ?? 1) - 1) return undefined;
  if ((minute ?? 0) > 59 || (second ?? 0) > 59) return undefined;
  return new Date(wall - offsetAt(zone, wall)).toISOString();
}

/**
 * Milliseconds that a zone's clocks are ahead of UTC when they show `wall`. An hour that clocks show twice is the earlier
 * of both; one that they skip is counted on from before.
 */
function offsetAt(zone: string, wall: number): number {
  const fixed = OFFSET.exec(zone);
  if (fixed !== null) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3]);
    return (fixed[1] === '-' ? -minutes : minutes) * 60_000;
  }
  const before = offsetOf(zone, wall - 86_400_000);
  const after = offsetOf(zone, wall + 86_400_000);
  if (before === after) return before;
  return offsetOf(zone, wall - before) === before
    ? before
    : offsetOf(zone, wall - after) === after
      ? after
      : before;
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function offsetOf(zone: string, at: number): number {
  let format = FORMATS.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    FORMATS.set(zone, format);
  }
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day, hour, minute, second } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** Whether clocks can be set by it: an IANA name such as `Asia/Tehran`, `UTC`, or an offset such as `+03:30`. */
export function isTimeZone(zone: string): boolean {
  const fixed = OFFSET.exec(zone);
  if (fixed !== null) return Number(fixed[2]) <= 14 && Number(fixed[3]) < 60;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return /^[A-Za-z]/.test(zone);
  } catch {
    return false;
  }
}
