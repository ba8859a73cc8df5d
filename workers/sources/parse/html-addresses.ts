import { type Cheerio, load } from 'cheerio';
import type { AnyNode, Element } from 'domhandler';
import { addressOf } from './addresses.ts';
import type { Draft } from './draft-post.ts';
import { nodesToText } from './html-to-text.ts';

/** People and topics of the platform itself, in the words of those that link them to other hosts of their network. */
const OF_THE_PLATFORM = '.mention, .hashtag, [rel~="tag"], [rel~="author"]';
/** Where a reader is asked to pass a page on: nobody is reached there. */
const SHARING =
  /^(?:(?:t|telegram)\.me\/share\/|wa\.me\/\?|(?:api|web)\.whatsapp\.com\/send\/?\?text=|(?:[a-z]+\.)?facebook\.com\/(?:sharer|share\.php|dialog)|(?:twitter|x)\.com\/(?:intent|share)|(?:www\.)?linkedin\.com\/share|(?:www\.)?reddit\.com\/submit|(?:[a-z]+\.)?pinterest\.com\/pin\/create)/i;

/** Tells links that lead to the platform itself. */
export type IsOwn = (url: URL, link: Element) => boolean;

/**
 * Where the links in some elements lead, in their order. Those that stay on the platform are none: menus, mentions, hashtags,
 * quoted posts.
 * @param places addresses of the platform; relative links are resolved by the first
 */
export function addressesIn(
  elements: Cheerio<AnyNode>,
  places: readonly (string | undefined)[],
  isOwn: IsOwn = onHostsOf(places),
): string[] {
  const links = elements.find('a[href], area[href]').addBack('a[href], area[href]').not(OF_THE_PLATFORM);
  return links.toArray().flatMap((link) => {
    const address = addressOf((link as Element).attribs.href ?? '', places.find(isWeb));
    if (address === undefined) return [];
    const url = new URL(address);
    return isOwn(url, link as Element) || isSharing(url) ? [] : [address];
  });
}

/** A fragment of HTML as the text of a post. @param places as in `addressesIn` */
export function readHtml(
  html: string,
  places: readonly (string | undefined)[],
): Pick<Draft, 'text'> & Required<Pick<Draft, 'addresses'>> {
  const root = load(html, null, false).root();
  return { text: nodesToText(root.contents().toArray()), addresses: addressesIn(root, places) };
}

/** On these everybody is reached: what is the platform's own there is the channel that a feed was made of, and no other. */
const MESSENGERS = /^(?:t\.me|telegram\.me|wa\.me|(?:chat|api)\.whatsapp\.com|signal\.(?:me|group))$/;

/** Links to one of these hosts, with or without its `www.`. */
function onHostsOf(places: readonly (string | undefined)[]): IsOwn {
  const own = new Set(places.filter(isWeb).map((place) => platformOf(new URL(place))));
  return (url) => own.has(platformOf(url));
}

function platformOf(url: URL): string {
  const host = plainHost(url);
  return MESSENGERS.test(host)
    ? `${host}/${url.pathname.replace(/^\/s\//, '/').split('/', 2)[1] ?? ''}`
    : host;
}

function isWeb(place: string | undefined): place is string {
  return place !== undefined && /^https?:/i.test(place) && URL.canParse(place);
}

function plainHost({ host }: URL): string {
  return host.replace(/^www\./, '');
}

/** Tells buttons that ask to pass a page on. */
export function isSharing({ host, pathname, search }: URL): boolean {
  return SHARING.test(`${host}${pathname}${search}`);
}
