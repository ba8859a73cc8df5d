import type { BrowserContext, CDPSession } from 'playwright-core';
import type { RobotsRecord } from '../../queue/contracts/index.ts';
import type { BrowserPool, VisitedPage } from './browser.ts';
import type { Exchange } from './exchange.ts';
import type { Gate } from './gate.ts';
import { IsolatedPage, type PageState } from './isolated-page.ts';
import { withPage } from './open-page.ts';
import type { Box } from './post-on-page.ts';
import { blocked, changed } from './source-faults.ts';

/** What a desktop browser shows at once, in CSS pixels; a page is pictured in this width unless it is wider. */
const VIEWPORT = { width: 1280, height: 1024 };
const MAX_WIDTH = 2560;
/** Chromium draws no larger texture in one piece. */
const MAX_HEIGHT = 16_384;
const MAX_DOM_LENGTH = 20 * 1024 * 1024;
const MAX_PART_BYTES = 20 * 1024 * 1024;
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;
/** Everything that a page shows; what plays is a part of it, as far as it fits. */
const SHOWN_TYPES: readonly string[] = [
  ...['document', 'script', 'xhr', 'fetch', 'stylesheet', 'image', 'font', 'media'],
];
/** After the page has come as far as it will: for what scrolling brings into sight. */
const SETTLE_MS = 1_500;

export interface CaptureRequest {
  readonly gate: Gate;
  readonly signal?: AbortSignal | undefined;
  /** The post's text, by which it is found on its page. */
  readonly text: string;
  /** What tells a wall, as a selector, where the post is not found. */
  readonly wallSelector: string;
  /** What is covered in the working copy, as a regular expression's source. */
  readonly covered: string;
}

/** A page as it was, with everything that went over the wire for it. */
export interface CapturedPage {
  readonly url: string;
  readonly status: number;
  readonly title: string;
  readonly robots: RobotsRecord;
  readonly size: { readonly width: number; readonly height: number; readonly shownHeight: number };
  /** PNG of the whole page, as far as `shownHeight`. */
  readonly picture: Buffer;
  /** PNG of the post; `null` where its text was not found. */
  readonly postPicture: Buffer | null;
  /** PNG of the post's text alone, names and numbers in it covered; `null` where the text was not found. */
  readonly workingCopy: Buffer | null;
  /** The document after its scripts ran. */
  readonly dom: string;
  readonly exchanges: readonly Exchange[];
  /** Parts of the page that were not asked for or not given, by reason. */
  readonly withheld: Readonly<Record<string, number>>;
}

type Look = Pick<CapturedPage, 'title' | 'size' | 'picture' | 'postPicture' | 'workingCopy' | 'dom'>;

/**
 * Opens a page as a reader would and keeps what came of it: every exchange as it went over the wire, the document after its
 * scripts ran, pictures of the page and of the post.
 * @throws AppError `browser.none` or a `source.*` fault; `source.blocked` for a wall that stands in the post's place
 */
export async function capturePage(
  browser: BrowserPool,
  url: string,
  wanted: CaptureRequest,
): Promise<CapturedPage> {
  const exchanges: Exchange[] = [];
  const withheld = new Map<string, number>();
  let fromDocument = 0;
  const { value, first, robots } = await browser.visit(url, {
    gate: wanted.gate,
    signal: wanted.signal,
    context: { viewport: VIEWPORT, deviceScaleFactor: 1, reducedMotion: 'reduce', colorScheme: 'light' },
    parts: {
      types: SHOWN_TYPES,
      maxBytes: MAX_PART_BYTES,
      maxTotalBytes: MAX_TOTAL_BYTES,
      onExchange: (exchange) => void exchanges.push(exchange),
      onWithheld: (reason) => void withheld.set(reason, (withheld.get(reason) ?? 0) + 1),
    },
    look: (context, page) => {
      // A second browser begins anew behind the document.
      if (fromDocument === 0) fromDocument = exchanges.length;
      exchanges.length = fromDocument;
      withheld.clear();
      return lookAt(context, page, wanted);
    },
  });
  return {
    ...value,
    url: first.url,
    status: first.status,
    robots,
    exchanges,
    withheld: Object.fromEntries(withheld),
  };
}

async function lookAt(
  context: BrowserContext,
  { first, patienceMs }: VisitedPage,
  wanted: CaptureRequest,
): Promise<Look> {
  return await withPage(context, first, patienceMs, async (page) => {
    const session = await context.newCDPSession(page);
    return await keep(session, new IsolatedPage(session), new URL(first.url).host, patienceMs, wanted);
  });
}

async function keep(
  session: CDPSession,
  view: IsolatedPage,
  host: string,
  patienceMs: number,
  { text, wallSelector, covered }: CaptureRequest,
): Promise<Look> {
  // A page that never comes to an end is kept as it is after a third of the time.
  await view.until(() => view.isWhole(), patienceMs / 3);
  await view.showAll(MAX_HEIGHT);
  await view.until(() => view.hasPictures(), SETTLE_MS);
  const place = await view.placeOf(text);
  if (place === null && (await view.count(wallSelector)) > 0) {
    throw blocked(`${host} shows a wall in the place of the post`, { reason: 'login-wall', host });
  }
  const state = await view.state();
  const size = sizeOf(state);
  const picture = await pictureOf(session, { x: 0, y: 0, width: size.width, height: size.shownHeight });
  const postPicture = place === null ? null : await pictureOf(session, within(place.post, size));
  const { length, text: dom } = await view.html(MAX_DOM_LENGTH);
  if (dom === null) {
    throw changed(`expected at most ${MAX_DOM_LENGTH} characters from ${host}, found ${length}`, {
      reason: 'too-large',
      host,
    });
  }
  const workingCopy = place === null ? null : await takeWorkingCopy(session, view, text, covered, size);
  return { title: state.title, size, picture, postPicture, workingCopy, dom };
}

/** Comes last: the page is changed for it. */
async function takeWorkingCopy(
  session: CDPSession,
  view: IsolatedPage,
  text: string,
  covered: string,
  size: CapturedPage['size'],
): Promise<Buffer | null> {
  const box = await view.cover(text, covered);
  return box === null ? null : await pictureOf(session, within(box, size));
}

function sizeOf({ width, height }: PageState): CapturedPage['size'] {
  const shownHeight = Math.min(Math.max(height, VIEWPORT.height), MAX_HEIGHT);
  return { width: Math.min(Math.max(width, VIEWPORT.width), MAX_WIDTH), height, shownHeight };
}

/** The part of a box that is on the picture of the page; a post below it is pictured alone, where it is. */
function within(box: Box, { width }: CapturedPage['size']): Box {
  const x = Math.max(0, Math.min(box.x, width - 1));
  return {
    x,
    y: Math.max(0, box.y),
    width: Math.max(1, Math.min(box.width, width - x)),
    height: Math.max(1, Math.min(box.height, MAX_HEIGHT)),
  };
}

/** Taken by the browser itself, also beyond what its window shows; nothing of the page is changed for it. */
async function pictureOf(session: CDPSession, box: Box): Promise<Buffer> {
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'png',
    captureBeyondViewport: true,
    clip: { ...box, scale: 1 },
  });
  return Buffer.from(data, 'base64');
}
