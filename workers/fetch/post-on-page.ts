import { findPost } from './find-post.ts';

/** A rectangle of the page, in CSS pixels from its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a post stands on its page: what holds its text, and what looks like the whole post. */
export interface PostPlace {
  readonly text: Box;
  readonly post: Box;
}

/** What stands for one post on its page, in the words of HTML and of what most boards use. */
const POST_ELEMENTS = 'article, [role="article"], [itemtype*="Posting"], li, .post, .message, .comment, tr';

/** An expression for the page: the place of the post with this text, or `null`. */
export function placeExpression(text: string): string {
  return `(() => {
    ${findPost(text)}
    if (found === null) return null;
    ${BOXES}
    const postOf = (holder) => Element.prototype.closest.call(holder, ${JSON.stringify(POST_ELEMENTS)}) ?? holder;
    return { text: textBox(), post: unionOf([textBox(), ...found.holders.map(postOf).map(boxOf)]) };
  })()`;
}

/**
 * An expression for the page: leaves the post's text alone to be seen, covers with black what matches in it, and gives the box
 * of it; `null` where it is not found. Lines may stand far apart: whose name is between them is not to be seen, either.
 * @param pattern source of a regular expression with the flags `giu`
 */
export function coverExpression(text: string, pattern: string): string {
  return `(() => {
    ${findPost(text)}
    if (found === null) return null;
    ${BOXES}
    const box = textBox();
    const first = found.ranges[0].startContainer;
    const isBefore = (node) => {
      const position = node.compareDocumentPosition(first);
      const [isFollowed, holds] = [Node.DOCUMENT_POSITION_FOLLOWING, Node.DOCUMENT_POSITION_CONTAINED_BY];
      return (position & isFollowed) !== 0 && (position & holds) === 0;
    };
    const isText = (node) => found.holders.some((holder) => holder.contains(node)) && !isBefore(node);
    const set = (element, name, value) => element.style?.setProperty(name, value, 'important');
    for (const element of document.querySelectorAll('body *')) {
      if (isText(element) || found.holders.some((holder) => element.contains(holder))) continue;
      set(element, 'transition', 'none');
      set(element, 'visibility', 'hidden');
    }
    const spans = texts.filter((node) => !isText(node)).map((node) => ({ node, start: 0, end: node.data.length }));
    const pattern = new RegExp(${JSON.stringify(pattern)}, 'giu');
    ${NAMES}
    const covered = spans.flatMap(({ node, start, end }) => {
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, end);
      return isSeen(range) ? [...range.getClientRects()] : [];
    });
    for (const { left, top, width, height } of covered) {
      const cover = document.createElement('div');
      set(cover, 'all', 'initial');
      set(cover, 'position', 'absolute');
      set(cover, 'left', left + window.scrollX + 'px');
      set(cover, 'top', top + window.scrollY + 'px');
      set(cover, 'width', width + 'px');
      set(cover, 'height', height + 'px');
      set(cover, 'background', '#000');
      set(cover, 'z-index', '2147483647');
      document.documentElement.append(cover);
    }
    return box;
  })()`;
}

const BOXES = `
    const boxOf = (one) => {
      const { left, top, width, height } = one.getBoundingClientRect();
      return { x: left + window.scrollX, y: top + window.scrollY, width, height };
    };
    const unionOf = (boxes) => {
      const drawn = boxes.filter(({ width, height }) => width > 0 && height > 0);
      const [x, y] = [Math.min(...drawn.map((box) => box.x)), Math.min(...drawn.map((box) => box.y))];
      const right = Math.max(...drawn.map((box) => box.x + box.width));
      const bottom = Math.max(...drawn.map((box) => box.y + box.height));
      return { x, y, width: right - x, height: bottom - y };
    };
    const textBox = () => unionOf([...found.ranges, ...found.holders].map(boxOf));`;

/** Adds what names somebody to `spans`. It is matched as it is read, over the bounds of elements, and in each text alone. */
const NAMES = `
    const blockOf = (node) => {
      let element = node.parentElement;
      while (element !== null && /^(?:inline|contents|ruby)/.test(getComputedStyle(element).display)) {
        element = element.parentElement;
      }
      return element;
    };
    let [read, block] = ['', null];
    const places = [];
    for (const node of texts.filter(isText)) {
      for (const { index, 0: name } of node.data.matchAll(pattern)) {
        spans.push({ node, start: index, end: index + name.length });
      }
      if (blockOf(node) !== block || broken.has(node)) read += '\\n';
      block = blockOf(node);
      places.push({ node, from: read.length });
      read += node.data;
    }
    let begin = 0;
    for (const { index, 0: name } of read.matchAll(pattern)) {
      while (begin + 1 < places.length && places[begin + 1].from <= index) begin += 1;
      for (let at = begin; at < places.length && places[at].from < index + name.length; at += 1) {
        const { node, from } = places[at];
        const [start, end] = [Math.max(0, index - from), Math.min(node.data.length, index + name.length - from)];
        if (start < end) spans.push({ node, start, end });
      }
    }`;
