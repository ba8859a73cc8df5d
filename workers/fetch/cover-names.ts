import { findPost } from './find-post.ts';
import { BOXES } from './post-on-page.ts';

/** What is drawn and is no text of the page's own: pictures, frames, and what stands in fields. */
const DRAWN =
  'img, picture, svg, video, audio, canvas, iframe, fencedframe, object, embed, input, textarea, select';
/** Parts of elements that styles can write in, each with a rule of its own: an unknown one would cost the others theirs. */
const WRITTEN_BY_STYLES = ['before', 'after', 'marker', 'backdrop', 'scroll-marker', 'scroll-button(*)'];
/** What stands in the place of each letter of a name. */
const BAR = '\u2588';

/**
 * An expression for the page: leaves the post's text alone to be seen, has bars in the place of what matches in it, and gives the box
 * of it; `null` where it is not found. Names are taken out of the document and not covered on top of it, where a moved page, a dialog or
 * an animation would draw them beside their cover. Lines may stand far apart: whose name is between them is not to be seen, either.
 * @param pattern source of a regular expression with the flags `giu`
 */
export function coverExpression(text: string, pattern: string): string {
  return `(() => {
    ${findPost(text)}
    if (found === null) return null;
    ${BOXES}
    ${TREE}
    const pattern = new RegExp(${JSON.stringify(pattern)}, 'giu');
    ${NAMES}
    for (const node of texts) if (!isText(node)) node.data = '';
    ${HIDING}
    const kept = [];
    for (const element of document.querySelectorAll('*')) {
      const isOfPost = isText(element) || found.holders.some((holder) => contains(element, holder));
      if (isOfPost && !Element.prototype.matches.call(element, ${JSON.stringify(DRAWN)})) kept.push(element);
      else hide(element);
    }
    kept.forEach(unwrite);
    // In a turn of its own: asked between two changes, styles are made anew for each element.
    kept.filter(isWritten).forEach(hide);
    for (const [node, spans] of named) bar(node, spans);
    return found.holders.some(isDrawn) ? textBox() : null;
  })()`;
}

/** How nodes stand to each other, asked of their interface: see `BOXES`. */
const TREE = `
    const contains = (one, other) => Node.prototype.contains.call(one, other);
    const parentOf = (node) => Reflect.get(Node.prototype, 'parentElement', node);
    const first = found.ranges[0].startContainer;
    const isBefore = (node) => {
      const position = Node.prototype.compareDocumentPosition.call(node, first);
      const [isFollowed, holds] = [Node.DOCUMENT_POSITION_FOLLOWING, Node.DOCUMENT_POSITION_CONTAINED_BY];
      return (position & isFollowed) !== 0 && (position & holds) === 0;
    };
    const isDrawn = (element) => Element.prototype.checkVisibility.call(element, { opacityProperty: true, ...VISIBLE });
    const isText = (node) => found.holders.some((holder) => contains(holder, node)) && !isBefore(node);`;

/** Puts what names somebody into `named`. It is matched as it is read, over the bounds of elements, and in each text alone. */
const NAMES = `
    const blockOf = (node) => {
      let element = parentOf(node);
      while (element !== null && /^(?:inline|contents|ruby)/.test(getComputedStyle(element).display)) {
        element = parentOf(element);
      }
      return element;
    };
    const named = new Map();
    const add = (node, start, end) => named.set(node, [...(named.get(node) ?? []), { start, end }]);
    let [read, block] = ['', null];
    const places = [];
    for (const node of texts.filter(isText)) {
      for (const { index, 0: name } of node.data.matchAll(pattern)) add(node, index, index + name.length);
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
        if (start < end) add(node, start, end);
      }
    }`;

/**
 * `hide`, and for what stays `unwrite`: styles, shadow trees and elements of the page's own making write beside the text of the
 * document. Important rules in a layer are stronger than those in none; where the page has an earlier layer, `isWritten` tells.
 */
const HIDING = `
    const set = (element, name, value) => {
      const kind = [HTMLElement, SVGElement, MathMLElement].find((one) => element instanceof one);
      if (kind !== undefined) Reflect.get(kind.prototype, 'style', element).setProperty(name, value, 'important');
    };
    const hide = (element) => {
      set(element, 'transition', 'none');
      set(element, 'visibility', 'hidden');
      set(element, 'opacity', '0');
    };
    const sheet = new CSSStyleSheet();
    const silent = (part) => '*::' + part + ' { content: none !important; display: none !important }';
    sheet.replaceSync('@layer vigie { ' + ${JSON.stringify(WRITTEN_BY_STYLES)}.map(silent).join(' ') + ' }');
    Reflect.get(Document.prototype, 'adoptedStyleSheets', document).push(sheet);
    const isWritten = (element) => ['::before', '::after', '::marker'].some((part) => {
      const { content, display } = getComputedStyle(element, part);
      return display !== 'none' && content !== 'none' && content !== 'normal';
    });
    const unwrite = (element) => {
      for (const name of ['background-image', 'border-image', 'list-style']) set(element, name, 'none');
      set(element, 'content', 'normal');
      const tree = Reflect.get(Element.prototype, 'shadowRoot', element);
      const isOwn = Reflect.get(Element.prototype, 'localName', element).includes('-');
      if (tree !== null) silence(tree);
      else if (isOwn && Reflect.get(Node.prototype, 'textContent', element).trim() === '') hide(element);
    };
    const silence = (tree) => {
      tree.adoptedStyleSheets.push(sheet);
      const walker = Document.prototype.createTreeWalker.call(document, tree, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        if (!isSilent(parentOf(node) ?? node)) node.data = '';
      }
      for (const element of tree.querySelectorAll('*')) {
        const isSlot = Reflect.get(Element.prototype, 'localName', element) === 'slot';
        if (isSlot || Element.prototype.querySelector.call(element, 'slot') !== null) unwrite(element);
        else hide(element);
      }
    };
    const bar = (node, spans) => {
      const whole = [];
      for (const { start, end } of spans.sort((one, other) => one.start - other.start)) {
        const before = whole.at(-1);
        if (before !== undefined && start <= before.end) before.end = Math.max(before.end, end);
        else whole.push({ start, end });
      }
      for (const { start, end } of whole.reverse()) {
        const name = node.splitText(start);
        if (end - start < name.length) name.splitText(end - start);
        const cover = document.createElement('span');
        cover.textContent = '${BAR}'.repeat(end - start);
        for (const [property, value] of [['all', 'unset'], ['background', '#000'], ['color', '#000']]) set(cover, property, value);
        name.replaceWith(cover);
      }
    };`;
