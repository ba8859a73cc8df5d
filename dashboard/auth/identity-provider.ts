import * as client from 'openid-client';
import type { ProviderProof } from '../../queue/accounts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { isLoopbackHost } from '../loopback.ts';
import { proofFault, unavailable } from './provider-faults.ts';

export interface ProviderSettings {
  /** As the provider writes it in its tokens, to the character. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Origins of the provider's addresses besides the issuer's own. */
  readonly otherOrigins: readonly string[];
  /** Values of `acr` of which each says that a second factor was used; none: `amr` has to name `mfa`. */
  readonly acr: readonly string[];
}

/** What this side keeps between the way to the provider and the way back. */
export interface ProviderMemory {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Where the provider was told to send the browser to. */
  readonly returnTo: string;
}

export interface IdentityProvider {
  readonly issuer: string;
  /** What people know it by: the issuer's host. */
  readonly name: string;
  /** @throws AppError `provider.unavailable` */
  begin(returnTo: string): Promise<{ readonly address: string; readonly memory: ProviderMemory }>;
  /**
   * Who the provider says they are, from the query it sent the browser back with.
   * @throws AppError `sign-in.unproven`, `sign-in.one-factor`, `sign-in.over`, `provider.unavailable`
   */
  finish(query: string, memory: ProviderMemory): Promise<ProviderProof>;
}

/** How long somebody may take at the provider, minutes; no older proof of who they are counts. */
export const PROVIDER_MINUTES = 10;

const TIMEOUT_SECONDS = 10;

/**
 * OpenID Connect with an identity provider that the operator named: code flow with PKCE, and an ID token whose signature,
 * issuer, audience, nonce and age are checked. It asks the named origins and no others.
 * @param options.isLoopbackAllowed lets a test's provider on this host answer without TLS; no setting does
 */
export function createIdentityProvider(
  settings: ProviderSettings,
  { isLoopbackAllowed = false }: { readonly isLoopbackAllowed?: boolean } = {},
): IdentityProvider {
  const issuer = new URL(settings.issuer);
  const origins = new Set([issuer.origin, ...settings.otherOrigins]);
  const isWithoutTls = isLoopbackAllowed && isLoopbackHost(issuer.host, undefined);
  let known: Promise<client.Configuration> | undefined;

  function requireNamed({ origin, protocol }: URL): void {
    if (origins.has(origin) && (protocol === 'https:' || isWithoutTls)) return;
    throw unavailable(
      `expected its addresses at ${[...origins].join(', ')}, found ${origin}; VIGIE_OIDC_ORIGINS names others`,
    );
  }

  const ask: client.CustomFetch = async (address, request) => {
    requireNamed(new URL(address));
    return fetch(address, { ...request, redirect: 'error' } as RequestInit);
  };

  /** What the provider says of itself: asked once; after a failure, anew. */
  function configuration(): Promise<client.Configuration> {
    const { clientId, clientSecret } = settings;
    known ??= client
      .discovery(issuer, clientId, clientSecret, undefined, {
        timeout: TIMEOUT_SECONDS,
        [client.customFetch]: ask,
        execute: [client.enableNonRepudiationChecks, ...(isWithoutTls ? [client.allowInsecureRequests] : [])],
      })
      .catch((error: unknown) => {
        known = undefined;
        throw unavailable('its description could not be read', error);
      });
    return known;
  }

  return {
    issuer: settings.issuer,
    name: issuer.host,

    async begin(returnTo) {
      const provider = await configuration();
      const memory: ProviderMemory = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
        returnTo,
      };
      const address = client.buildAuthorizationUrl(provider, {
        redirect_uri: returnTo,
        scope: 'openid email',
        state: memory.state,
        nonce: memory.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(memory.verifier),
        code_challenge_method: 'S256',
        // Whoever signed out here, perhaps at a shared desk, is asked again there.
        prompt: 'login',
        max_age: String(PROVIDER_MINUTES * 60),
        ...askForFactor(provider.serverMetadata(), settings.acr),
      });
      requireNamed(address);
      return { address: address.href, memory };
    },

    async finish(query, { state, nonce, verifier, returnTo }) {
      const provider = await configuration();
      const answer = new URL(returnTo);
      answer.search = query;
      const tokens = await client
        .authorizationCodeGrant(provider, answer, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          maxAge: PROVIDER_MINUTES * 60,
          idTokenExpected: true,
        })
        .catch((error: unknown) => {
          throw proofFault(error);
        });
      const claims = tokens.claims();
      if (claims === undefined) throw proofFault(new Error('no ID token'));
      requireSecondFactor(claims, settings.acr);
      const email = await verifiedEmail(provider, tokens, claims);
      return { issuer: settings.issuer, subject: claims.sub, email };
    },
  };
}

/**
 * An address that the provider says it has verified. Many put it into the token; others tell it only when they are asked
 * (OpenID Connect Core 5.4).
 */
async function verifiedEmail(
  provider: client.Configuration,
  { access_token }: client.TokenEndpointResponse,
  claims: client.IDToken,
): Promise<string | null> {
  const isAsked = claims.email === undefined && provider.serverMetadata().userinfo_endpoint !== undefined;
  const { email, email_verified } = isAsked
    ? await client.fetchUserInfo(provider, access_token, claims.sub).catch((error: unknown) => {
        throw proofFault(error);
      })
    : claims;
  return typeof email === 'string' && email_verified === true ? email : null;
}

/** Asks that the token says how somebody signed in: some providers say it of themselves, others only then. */
function askForFactor(
  { claims_parameter_supported }: client.ServerMetadata,
  acr: readonly string[],
): Record<string, string> {
  const wanted = acr.length > 0 ? { acr: { essential: true, values: acr } } : { amr: { essential: true } };
  return {
    ...(acr.length > 0 && { acr_values: acr.join(' ') }),
    ...(claims_parameter_supported === true && { claims: JSON.stringify({ id_token: wanted }) }),
  };
}

/** The provider is taken at its word, but it has to give it: a token that names no second factor opens nothing. */
function requireSecondFactor({ acr, amr }: client.IDToken, accepted: readonly string[]): void {
  const isNamed =
    accepted.length > 0
      ? typeof acr === 'string' && accepted.includes(acr)
      : Array.isArray(amr) && amr.includes('mfa');
  if (isNamed) return;
  throw new AppError(
    'sign-in.one-factor',
    'Expected the identity provider to say that it asked for a second factor; it does not. Set one up there, or ask whoever runs it.',
  );
}
