import { z } from 'zod';

/** Parts of the world that statistics tell apart, as the United Nations group countries (UN M49), with the countries of each. */
const COUNTRIES = {
  'northern-africa': 'DZ EG EH LY MA SD TN',
  'western-africa': 'BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG',
  'middle-africa': 'AO CD CF CG CM GA GQ ST TD',
  'eastern-africa': 'BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW',
  'southern-africa': 'BW LS NA SZ ZA',
  'western-asia': 'AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YD YE',
  'central-asia': 'KG KZ TJ TM UZ',
  'southern-asia': 'AF BD BT IN IR LK MV NP PK',
  'south-eastern-asia': 'BN BU ID KH LA MM MY PH SG TH TL TP VD VN',
  'eastern-asia': 'CN HK JP KP KR MN MO TW',
  'southern-europe': 'AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK YU CS',
  'eastern-europe': 'BG BY CZ HU MD PL RO RU SK SU UA',
  'northern-europe': 'AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ UK',
  'western-europe': 'AT BE CH DD DE FR FX LI LU MC NL',
  'northern-america': 'BM CA GL PM US',
  'central-america': 'BZ CR GT HN MX NI PA SV',
  caribbean: 'AG AI AN AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI',
  'south-america': 'AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE',
  oceania: 'AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS',
  /** "Europe", "Schengen": no part of it is named. */
  europe: 'EU',
} as const;

export type NamedRegion = keyof typeof COUNTRIES;

export const NAMED_REGIONS = Object.keys(COUNTRIES) as [NamedRegion, ...NamedRegion[]];

/** Where a way begins or ends; `unknown` where the post does not say, or names a place that no list has. */
export const Region = z.enum([...NAMED_REGIONS, 'unknown']);
export type Region = z.infer<typeof Region>;

const BY_COUNTRY: ReadonlyMap<string, NamedRegion> = new Map(
  NAMED_REGIONS.flatMap((region) =>
    COUNTRIES[region].split(' ').map((country) => [country, region] as const),
  ),
);

/** The region of a country by its two letters. Countries themselves are never counted: they would be too fine. */
export function regionOf(country: string | null): Region {
  return (country === null ? undefined : BY_COUNTRY.get(country)) ?? 'unknown';
}
