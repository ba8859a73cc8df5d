import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../queue/runtime/errors.ts';
import { yamlFileIfThere } from '../../queue/runtime/yaml/yaml-file.ts';

/** ISO 3166-1 alpha-2; XA to XZ are nobody's and serve for examples. */
const Country = z.string().regex(/^[A-Z]{2}$/, 'expected two capital letters (ISO 3166-1), such as XA');

const Referral = z.strictObject({
  country: Country,
  /** What this contact is for. */
  serves: z
    .array(z.enum(['rescue-at-sea', 'rescue-on-land', 'medical', 'missing', 'children', 'trafficking']))
    .min(1),
  name: z.string().min(1).max(200),
  reach: z.string().min(1).max(200).describe('How to reach it, as its own publication says.'),
  source: z.string().min(1).max(500).describe('Where that was published.'),
  checkedOn: z.iso.date(),
  verifier: z.string().min(1).max(200).describe('Who checked it.'),
  /** Invented, for examples; never for a country in scope. */
  isFictional: z.boolean().default(false),
});

const Referrals = z.strictObject({
  /** Countries that this installation works in. */
  scope: z.array(Country),
  contacts: z.array(Referral),
});
export type Referrals = z.infer<typeof Referrals>;

/**
 * Reads `referrals.yml` of the configuration folder; without it no country is in scope.
 * @throws AppError `config.invalid` with file:line:column of every fault
 */
export async function readReferrals(configDir: string): Promise<Referrals> {
  const shape = { schema: Referrals, holds: 'referral contacts' };
  return (await yamlFileIfThere(join(configDir, 'referrals.yml'), shape)) ?? { scope: [], contacts: [] };
}

/** Countries in scope for which there is nobody real to refer to. */
export function countriesWithoutContact({ scope, contacts }: Referrals): string[] {
  const served = new Set(contacts.filter((one) => !one.isFictional).map((one) => one.country));
  return scope.filter((country) => !served.has(country));
}

/**
 * Live mode finds people at risk only where somebody can help them.
 * @throws AppError `config.invalid` naming every country in scope without a real contact
 */
export async function requireReferrals(configDir: string): Promise<void> {
  const missing = countriesWithoutContact(await readReferrals(configDir));
  if (missing.length === 0) return;
  throw new AppError(
    'config.invalid',
    `expected a real referral contact for each country in scope, found none for ${missing.join(', ')}; ` +
      'add them to config/referrals.yml with source, date and verifier, or take the country out of scope',
    { missing },
  );
}
