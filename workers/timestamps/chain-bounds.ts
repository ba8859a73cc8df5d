import type { FindIssuerCallback, SignedData } from 'pkijs';

/** Authorities send their own certificate and those between it and a root: two to four. */
const MOST_CERTIFICATES = 10;
/** Without branches, one look for each certificate of a chain. */
const MOST_LOOKS = 20;

/** Why a token is not looked into further: each certificate more is one that the search for a chain may try at every step. */
export function numberFault({ certificates = [] }: SignedData): string | null {
  return certificates.length > MOST_CERTIFICATES
    ? `expected a token with ${MOST_CERTIFICATES} certificates at most, found ${certificates.length}`
    : null;
}

/**
 * Looks for the issuers of a certificate as `pkijs` does, for one token, and ends a search that does not end by itself. `pkijs` follows
 * every issuer of every issuer before it checks the signature, so that two authorities which certified each other kept it
 * busy for ever, and anybody can make such two.
 */
export function boundedSearch(): FindIssuerCallback {
  let looks = 0;
  return async (certificate, engine, crypto) => {
    looks += 1;
    if (looks > MOST_LOOKS)
      throw new Error(
        `expected a chain that is found in ${MOST_LOOKS} steps, found one that goes round in circles or branches`,
      );
    return engine.defaultFindIssuer(certificate, engine, crypto);
  };
}
