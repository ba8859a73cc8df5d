import { z } from 'zod';
import { addressOf } from '../parse/addresses.ts';
import type { Draft } from '../parse/draft-post.ts';

/** `app.bsky.richtext.facet`: what a stretch of the text is, counted in bytes of UTF-8. Anybody may write a record with others. */
const Facet = z.object({
  index: z.object({ byteStart: z.int().min(0), byteEnd: z.int().min(0) }),
  features: z.array(z.object({ tag: z.string().optional(), uri: z.string().optional() })),
});

/** Facets of a record; one of another shape is no reason to lose the post. */
export const Facets = z.array(Facet.nullable().catch(null)).optional().catch(undefined);
type Facets = z.infer<typeof Facets>;

/** The card of `app.bsky.embed.external` that stands below a post, or in a quoting one beside what it quotes. */
export const Card = z.object({ uri: z.string() }).optional().catch(undefined);
type Card = z.infer<typeof Card>;

/** Programs put moving pictures into a card; nobody is reached there. */
const MOVING_PICTURES = /(?:^|\.)(?:tenor|giphy|klipy)\.com$/;
const SHORTENED = /^(?:https?:\/\/)?(.+?)(?:\.{3}|…)$/is;

/** Hashtags that are marked in the text. */
export function hashtagsOf(facets: Facets): readonly string[] {
  return (facets ?? []).flatMap((facet) =>
    (facet?.features ?? []).flatMap(({ tag }) => (tag === undefined ? [] : [tag])),
  );
}

/**
 * The text with its links whole, which programs shorten before they send it (`t.me/+AbCdEfGhIjK...`), and where its links and its
 * card lead. A shortened one is made whole where it stands: it would be taken for another address.
 */
export function readLinks(
  text: string,
  facets: Facets,
  card: Card,
): Pick<Draft, 'text'> & Required<Pick<Draft, 'addresses'>> {
  if (facets === undefined && card === undefined) return { text, addresses: [] };
  const bytes = Buffer.from(text);
  const links = linksOf(facets, bytes.length);
  let [whole, from] = ['', 0];
  for (const { start, end, uri } of links) {
    if (!isBound(bytes, start) || !isBound(bytes, end)) continue;
    const shown = bytes.toString('utf8', start, end);
    whole += bytes.toString('utf8', from, start) + (wholeOf(shown, uri) ?? shown);
    from = end;
  }
  whole += bytes.toString('utf8', from);
  const addresses = [...links.map(({ uri }) => uri), ...cardOf(card)].flatMap((uri) => addressOf(uri) ?? []);
  return { text: whole, addresses };
}

interface Link {
  readonly start: number;
  readonly end: number;
  readonly uri: string;
}

/** Links in the order of the text; of two that overlap, the first. */
function linksOf(facets: Facets, length: number): readonly Link[] {
  const links = (facets ?? []).flatMap((facet): Link[] => {
    const uri = facet?.features.find((feature) => feature.uri !== undefined)?.uri;
    if (facet === null || facet === undefined || uri === undefined) return [];
    return [{ start: facet.index.byteStart, end: facet.index.byteEnd, uri }];
  });
  let reached = 0;
  return links
    .sort((one, other) => one.start - other.start)
    .filter(({ start, end }) => {
      const isApart = start >= reached && start < end && end <= length;
      if (isApart) reached = end;
      return isApart;
    });
}

/** Programs that count letters in place of bytes name a place within a character: cut there, it would be none any more. */
function isBound(bytes: Buffer, at: number): boolean {
  return at === bytes.length || ((bytes[at] ?? 0) & 0xc0) !== 0x80;
}

/** What a shortened link stands for; `undefined` for one that is none. */
function wholeOf(shown: string, uri: string): string | undefined {
  const [, head] = SHORTENED.exec(shown) ?? [];
  if (head === undefined) return undefined;
  const forms = [uri, addressOf(uri) ?? uri].map((form) => form.replace(/^https?:\/\//i, ''));
  return forms.find((form) => form.toLowerCase().startsWith(head.toLowerCase()));
}

function cardOf(card: Card): string[] {
  return card === undefined || !URL.canParse(card.uri) || showsMovingPicture(card.uri) ? [] : [card.uri];
}

/** Whether a card's address is that of a picture that moves. */
export function showsMovingPicture(address: string): boolean {
  return URL.canParse(address) && MOVING_PICTURES.test(new URL(address).hostname);
}
