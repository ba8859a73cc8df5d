import { type Cheerio, type CheerioAPI, load } from 'cheerio';
import type { Element } from 'domhandler';
import { decodeText } from '../../fetch/charset.ts';
import { type Draft, finishPosts } from '../parse/draft-post.ts';
import { findWallIn } from '../parse/find-wall.ts';
import { addressesIn, type IsOwn } from '../parse/html-addresses.ts';
import { nodesToText } from '../parse/html-to-text.ts';
import type { ParseJob, ParseOutcome } from '../parse/parse-job.ts';
import { withParameter } from '../parse/parse-list.ts';
import { staysInChannel } from './stays-in-channel.ts';

type ChannelJob = Extract<ParseJob, { kind: 'telegram' }>;

const MEDIA: readonly (readonly [selector: string, type: string])[] = [
  ['.tgme_widget_message_photo_wrap, .tgme_widget_message_sticker', 'image'],
  ['.tgme_widget_message_video_player, .tgme_widget_message_roundvideo_player', 'video'],
  ['.tgme_widget_message_voice, .tgme_widget_message_document .audio', 'audio'],
  ['.tgme_widget_message_document:not(:has(.audio))', 'file'],
];

/** The card of somebody, whose number stands nowhere else. */
const CONTACT = '.tgme_widget_message_contact_name, .tgme_widget_message_contact_phone';

/** Messages of one page of a channel's preview; the page has the oldest first. Runs in the parse thread. */
export function parseChannel(job: ChannelJob): ParseOutcome {
  const $ = load(decodeText(job.bytes, job.contentType, job.language));
  const messages = $('.tgme_widget_message[data-post]:not(.service_message)').toArray();
  if (messages.length === 0 && $('.tgme_channel_history').length === 0) return withoutHistory($);
  mendHrefs($);
  const drafts = messages.map((message) => draftOf($, $(message), job.url)).reverse();
  const page = finishPosts(drafts, job.url, job.language);
  const before = $('.tme_messages_more[data-before]').first().attr('data-before');
  const next = before === undefined ? undefined : withParameter(job.url, 'before', before);
  return { kind: 'page', page: next === undefined ? page : { ...page, next } };
}

function withoutHistory($: CheerioAPI): ParseOutcome {
  const wall = findWallIn($);
  if (wall !== undefined) return { kind: 'wall', wall };
  const message =
    'expected the preview of a public channel, found a page without one; groups, private channels and channels ' +
    'without a preview cannot be collected';
  return { kind: 'unexpected', reason: 'no-preview', message };
}

/** Since 2024 each `&` in the address of a link that a page asks about before it opens it is escaped twice. */
function mendHrefs($: CheerioAPI): void {
  for (const link of $('a[onclick][href]').toArray()) {
    link.attribs.href = link.attribs.href?.replaceAll('&amp;', '&') ?? '';
  }
}

function draftOf($: CheerioAPI, message: Cheerio<Element>, url: string): Draft {
  const reply = message.find('a.tgme_widget_message_reply').first();
  const date = message.find('a.tgme_widget_message_date').first();
  // A reply shows the start of what it answers; that is the other message's text.
  const own = message.find('.tgme_widget_message_text').filter((_, node) => {
    return $(node).closest('.tgme_widget_message_reply').length === 0;
  });
  const isOwn = ofChannel(message.attr('data-post') ?? '', url);
  const buttons = message.find('a.tgme_widget_message_inline_button').filter((_, button) => {
    return addressesIn($(button), [url], isOwn).length > 0;
  });
  const preview = message.find('a.tgme_widget_message_link_preview');
  const poll = message.find('.tgme_widget_message_poll_question, .tgme_widget_message_poll_option_text');
  return {
    key: message.attr('data-post'),
    text: [...own.toArray(), ...poll.toArray(), ...message.find(CONTACT).toArray(), ...buttons.toArray()]
      .map((node) => nodesToText([node]))
      .join('\n'),
    addresses: addressesIn(own.add(buttons).add(preview), [url], isOwn),
    published: date.find('time').attr('datetime') ?? message.find('time[datetime]').last().attr('datetime'),
    link: date.attr('href'),
    author:
      message.find('.tgme_widget_message_from_author').first().text() ||
      message.find('.tgme_widget_message_owner_name').first().text(),
    replyTo: /^https:\/\/t\.me\/(?:s\/)?([A-Za-z0-9_]+\/\d+)/.exec(reply.attr('href') ?? '')?.[1],
    media: MEDIA.flatMap(([selector, type]) =>
      message
        .find(selector)
        .toArray()
        .map((node) => ({ type, alt: $(node).find('.tgme_widget_message_document_title').first().text() })),
    ),
  };
}

function ofChannel(key: string, url: string): IsOwn {
  const stays = staysInChannel(key.split('/', 1)[0], new URL(url).host);
  return (address, link) => stays(address, nodesToText([link]));
}
