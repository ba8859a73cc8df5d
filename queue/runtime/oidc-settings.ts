import { z } from 'zod';
import { secret, setting } from './setting.ts';

const SpacedList = z
  .string()
  .default('')
  .transform((text) => text.split(/\s+/).filter((one) => one !== ''));
const optionalText = z.string().min(1).optional();

/** Settings of the identity provider that people may sign in through. */
export const OIDC_SETTINGS = {
  oidcIssuer: setting(
    'VIGIE_OIDC_ISSUER',
    'issuer of the OpenID Connect provider that people may sign in through, as it stands in its tokens; together with the client',
    'none',
    z.url({ protocol: /^https$/, error: 'expected an https address' }).optional(),
  ),
  oidcClientId: setting(
    'VIGIE_OIDC_CLIENT_ID',
    'client that the provider knows Vigie as',
    'none',
    optionalText,
  ),
  oidcClientSecret: secret('VIGIE_OIDC_CLIENT_SECRET', 'secret of that client', 'none', optionalText),
  oidcOrigins: setting(
    'VIGIE_OIDC_ORIGINS',
    'further origins of the provider, separated by spaces; no other one is asked',
    "the issuer's",
    SpacedList.pipe(z.array(z.url({ protocol: /^https$/, error: 'expected https origins' }))).transform(
      (all) => all.map((one) => new URL(one).origin),
    ),
  ),
  oidcAcr: setting(
    'VIGIE_OIDC_ACR',
    'values of `acr`, separated by spaces, of which one must say that a second factor was used',
    '`amr` has to name `mfa`',
    SpacedList,
  ),
} as const;

/** Issuer, client and secret make sense together only. */
export function oidcFaults(settings: {
  readonly oidcIssuer: string | undefined;
  readonly oidcClientId: string | undefined;
  readonly oidcClientSecret: string | undefined;
}): string[] {
  const { oidcIssuer, oidcClientId, oidcClientSecret } = settings;
  const given = [oidcIssuer, oidcClientId, oidcClientSecret].filter((value) => value !== undefined).length;
  if (given === 0 || given === 3) return [];
  return [
    `VIGIE_OIDC_ISSUER, VIGIE_OIDC_CLIENT_ID and VIGIE_OIDC_CLIENT_SECRET: expected all three or none, found ${given}`,
  ];
}
