import { type CollectedKind, hasHost, publicAddress, type Source } from '../../queue/contracts/index.ts';
import { isPlatform, namesIn, namesSomebody } from './names-somebody.ts';

/** Where posts of a kind stand: on a site of its own, or on a platform, where every address is somebody's account or the platform's. */
const STANDS_ON: Readonly<Record<CollectedKind, 'a site' | 'a platform'>> = {
  feed: 'a site',
  html: 'a site',
  rendered: 'a site',
  mastodon: 'a platform',
  bluesky: 'a platform',
  jetstream: 'a platform',
  lemmy: 'a site',
  discourse: 'a site',
  telegram: 'a platform',
  reddit: 'a platform',
  youtube: 'a platform',
  forum: 'a site',
  sitemap: 'a site',
  classifieds: 'a site',
  wordpress: 'a site',
};

/** Why nothing of an offer's place is told. */
export type Withheld = 'source-removed' | 'not-a-site' | 'not-public' | 'names-somebody';

/** Places on the internet that an offer stood at. */
export interface Infrastructure {
  /** `null` with a reason where it would name somebody, or a platform that everybody uses. */
  readonly domain: string | null;
  /** The page of the offer, or of the list it stood in; `null` where either would name somebody. */
  readonly url: string | null;
  readonly withheld: Withheld | null;
}

/** What is known of an offer to decide that; nothing of it is told. */
export interface PlaceFacts {
  readonly source: Source | undefined;
  readonly address: string | null;
  readonly author: string | undefined;
  readonly text: string;
}

/**
 * Which places may be told of an offer: the host, when it is a site that the source's authorisation names, and the page of the
 * offer, or else of the list, when its address names nobody (R1, EVI-16).
 */
export function infrastructureOf({ source, address, author, text }: PlaceFacts): Infrastructure {
  if (source === undefined) return nothing('source-removed');
  if (source.kind === 'import' || STANDS_ON[source.kind] === 'a platform') return nothing('not-a-site');
  const known = namesIn(text, author);
  const list = publicAddress(source.url);
  const page = address === null ? undefined : publicAddress(address);
  const place = page !== undefined && hasHost(source.authorisation.scope, page) ? page : list;
  if (place === undefined) return nothing('not-public');
  if (isPlatform(place.hostname)) return nothing('not-a-site');
  if (namesSomebody(new URL(place.origin), known)) return nothing('names-somebody');
  const pages = [place, list].filter((one) => one !== undefined && one.host === place.host);
  const url = pages.find((one) => one !== undefined && !namesSomebody(one, known));
  return {
    domain: place.hostname,
    url: url?.href ?? null,
    withheld: url === undefined ? 'names-somebody' : null,
  };
}

function nothing(withheld: Withheld): Infrastructure {
  return { domain: null, url: null, withheld };
}
