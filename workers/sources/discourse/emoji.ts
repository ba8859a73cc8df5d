import type { CheerioAPI } from 'cheerio';

/** Signs that offers are written in, by their names in Discourse's lib/emoji/db.json; of a few, two names are in use. */
const SIGNS: Readonly<Record<string, string>> = {
  ...{ telephone_receiver: '📞', phone: '☎️', telephone: '☎️', iphone: '📱', calling: '📲' },
  ...{ envelope_with_arrow: '📩', inbox_tray: '📥', email: '✉️', speech_balloon: '💬' },
  ...{ euro: '💶', dollar: '💵', pound: '💷', moneybag: '💰', money_with_wings: '💸', lock: '🔒' },
  ...{ airplane: '✈️', ship: '🚢', passenger_ship: '🛳️', ferry: '⛴️', canoe: '🛶', ocean: '🌊' },
  ...{ speedboat: '🚤', motor_boat: '🛥️', sailboat: '⛵', boat: '⛵', truck: '🚚', articulated_lorry: '🚛' },
  ...{ red_car: '🚗', car: '🚗', blue_car: '🚙', taxi: '🚕', minibus: '🚐', bus: '🚌' },
  ...{ walking_man: '🚶', walking: '🚶', running_man: '🏃', mountain: '⛰️', mountain_snow: '🏔️' },
  ...{ arrow_right: '➡️', arrow_left: '⬅️', white_check_mark: '✅', heavy_check_mark: '✔️', '100': '💯' },
  ...{ joy: '😂', rofl: '🤣', sweat_smile: '😅', sos: '🆘', warning: '⚠️' },
};
const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
/** Flags that have the code of their country as name; other names of two letters are other signs, such as `:cl:`. */
const BY_CODE: ReadonlySet<string> = new Set([
  'cn',
  'de',
  'es',
  'eu',
  'fr',
  'gb',
  'it',
  'jp',
  'kr',
  'ru',
  'tr',
  'us',
]);
const NAMED = /^:([^:\s]+)(?::t\d)?:$/;

/**
 * Writes emoji as signs that Discourse draws as pictures and calls by names, such as `:greece:`; one whose sign is not known here stays
 * its name.
 */
export function writeEmoji($: CheerioAPI): void {
  for (const picture of $('img.emoji').toArray()) {
    const name = NAMED.exec(picture.attribs.title ?? picture.attribs.alt ?? '')?.[1];
    if (name !== undefined) $(picture).replaceWith($('<span>').text(signOf(name)));
  }
}

function signOf(name: string): string {
  const digit = DIGITS.indexOf(name);
  if (digit !== -1) return `${digit}\uFE0F\u20E3`;
  return SIGNS[name] ?? flagOf(name) ?? `:${name}:`;
}

function flagOf(name: string): string | undefined {
  const code = /^flag[-_]([a-z]{2})$/.exec(name)?.[1] ?? (BY_CODE.has(name) ? name : countries().get(name));
  if (code === undefined) return undefined;
  return String.fromCodePoint(...[...code.toLowerCase()].map((letter) => letter.charCodeAt(0) + 0x1f185));
}

let known: ReadonlyMap<string, string> | undefined;

/** Codes of countries by their English names, written as names of emoji are; codes that are no longer in use are none. */
function countries(): ReadonlyMap<string, string> {
  if (known !== undefined) return known;
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  const used = codes.filter((code) => new Intl.Locale(`und-${code}`).region === code);
  known = new Map(used.flatMap((code) => [[emojiName(names.of(code) ?? ''), code] as const]));
  return known;
}

function emojiName(country: string): string {
  const plain = country.normalize('NFD').replaceAll(/[\p{M}’'.]/gu, '');
  return plain.toLowerCase().replaceAll(/[^a-z]+/g, '_');
}
