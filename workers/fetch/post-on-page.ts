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
 * `boxOf`, `unionOf` and `textBox` for an expression with `found`. What is asked of an element is asked of its interface: a form gives
 * its fields in the place of members that have their names, in our world too.
 */
export const BOXES = `
    const boxOf = (one) => {
      const kind = one instanceof Range ? Range : Element;
      const { left, top, width, height } = kind.prototype.getBoundingClientRect.call(one);
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
