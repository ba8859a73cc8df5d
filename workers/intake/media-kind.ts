export type MediaKind = 'image' | 'video' | 'audio' | 'file';

/** The kind of what a word of an export names: its own words for pictures and films, or a media type (RFC 6838). */
export function mediaKind(word: string | undefined): MediaKind {
  const text = (word ?? '').trim().toLowerCase();
  if (/^(?:image|photo|picture|album|sticker)/.test(text)) return 'image';
  if (/^(?:video|animation|gif|reel|round)/.test(text)) return 'video';
  if (/^(?:audio|voice|music)/.test(text)) return 'audio';
  return 'file';
}
