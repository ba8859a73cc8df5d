import { NEEDLE_LENGTH, piecesOf } from './post-pieces.ts';

/** Not seen by anybody; also a copy of the text there is none on the page. */
const SILENT_ELEMENTS = 'script, style, noscript, template';
/** So much may stand between two lines of a post: its date, its author, a row of buttons. */
const MAX_BETWEEN = 500;
/** Copies of a line that are looked at; a page may repeat one for ever. */
const MAX_COPIES = 50;

/**
 * Statements for the page that put where a post stands into `found`, or `null`: `ranges` of its lines in their order, and
 * `holders`, the smallest elements with a line each. Also `texts`, the page's texts, of which those behind a line break are
 * in `broken`, and `isSeen(range)`. A copy of the text that is not to be seen counts as none, so that the next one is found.
 */
export function findPost(text: string): string {
  return `
    const { lines, telling, shown, leftOut } = ${JSON.stringify(piecesOf(text))};
    const [texts, broken, parts] = [[], new Set(), []];
    ${READ_PAGE}
    const whole = parts.map(({ part }) => part).join('');
    ${RANGES}
    ${AROUND}
    const enough = telling.length > 0 ? 0 : Math.min(${NEEDLE_LENGTH}, lines.slice(0, shown).join('').length);
    let best = null;
    for (const line of telling.length > 0 ? telling : lines.slice(0, 1).keys()) {
      const start = needleOf(line);
      let copies = 0;
      for (let at = whole.indexOf(start); at !== -1 && copies < ${MAX_COPIES}; at = whole.indexOf(start, at + 1)) {
        copies += 1;
        if (!isSeen(rangeOf(at, start.length))) continue;
        const places = around(line, at);
        const units = places.reduce((sum, { line: one }) => sum + (one < shown ? needleOf(one).length : 0), 0);
        if (units >= enough && units > (best?.units ?? 0)) best = { units, places };
      }
      if (best !== null) break;
    }
    const found = best === null ? null : heldBy(best.places);`;
}

/** Puts every text of the page into `texts`, and what counts of it into `parts`. */
const READ_PAGE = `
    const squeeze = (data) => data.replaceAll(new RegExp(leftOut, 'gu'), '');
    const isSilent = (node) =>
      node.nodeType === Node.ELEMENT_NODE && Element.prototype.matches.call(node, ${JSON.stringify(SILENT_ELEMENTS)});
    const walker = document.createTreeWalker(
      document.documentElement,
      NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT,
      (node) => (isSilent(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
    );
    let [length, isBroken] = [0, false];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.nodeType !== Node.TEXT_NODE) {
        isBroken ||= node.localName === 'br';
        continue;
      }
      texts.push(node);
      if (isBroken) broken.add(node);
      isBroken = false;
      const part = squeeze(node.data);
      if (part !== '') parts.push({ node, part, start: length });
      length += part.length;
    }`;

/** Leads from places in what counts back to the page. */
const RANGES = `
    const VISIBLE = { visibilityProperty: true, checkVisibilityCSS: true };
    const offsetIn = (data, units) => {
      let [kept, from] = [0, 0];
      for (const match of data.matchAll(new RegExp(leftOut, 'gu'))) {
        if (kept + match.index - from > units) break;
        kept += match.index - from;
        from = match.index + match[0].length;
      }
      return from + units - kept;
    };
    const spotOf = (at) => {
      let [low, high] = [0, parts.length - 1];
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (parts[middle].start <= at) low = middle;
        else high = middle - 1;
      }
      const { node, start } = parts[low];
      return { node, offset: offsetIn(node.data, at - start) };
    };
    const rangeOf = (at, length) => {
      const [start, end] = [spotOf(at), spotOf(at + length - 1)];
      const range = document.createRange();
      range.setStart(start.node, start.offset);
      range.setEnd(end.node, end.offset + 1);
      return range;
    };
    const isSeen = (range) =>
      Element.prototype.checkVisibility.call(range.startContainer.parentElement, VISIBLE) &&
      [...range.getClientRects()].some(({ right, bottom, width, height }) => {
        const isOnPage = right + window.scrollX > 0 && bottom + window.scrollY > 0;
        return isOnPage && width > 0 && height > 0;
      });
    const heldBy = (places) => {
      const ranges = places.map(({ line, at }) => {
        const isWhole = whole.startsWith(lines[line], at);
        return rangeOf(at, (isWhole ? lines[line] : needleOf(line)).length);
      });
      const holders = ranges.map(({ commonAncestorContainer: node }) =>
        node.nodeType === Node.TEXT_NODE ? node.parentElement : node,
      );
      return { ranges, holders: [...new Set(holders)] };
    };`;

/** Finds the lines before and behind one that was found. */
const AROUND = `
    const needleOf = (line) => lines[line].slice(0, ${NEEDLE_LENGTH});
    const within = (needle, start, end, isLast) => {
      const from = Math.max(0, start);
      const part = whole.slice(from, Math.max(from, end));
      const step = isLast ? (at) => (at === 0 ? -1 : part.lastIndexOf(needle, at - 1)) : (at) => part.indexOf(needle, at + 1);
      for (let at = isLast ? part.lastIndexOf(needle) : part.indexOf(needle); at !== -1; at = step(at)) {
        if (isSeen(rangeOf(from + at, needle.length))) return from + at;
      }
      return -1;
    };
    const around = (line, at) => {
      const places = [{ line, at }];
      let [from, reach] = [at + needleOf(line).length, at + lines[line].length + ${MAX_BETWEEN}];
      for (let next = line + 1; next < lines.length; next += 1) {
        const needle = needleOf(next);
        const place = within(needle, from, reach + needle.length, false);
        if (place === -1) continue;
        places.push({ line: next, at: place });
        [from, reach] = [place + needle.length, place + lines[next].length + ${MAX_BETWEEN}];
      }
      let until = at;
      for (let next = line - 1; next >= 0; next -= 1) {
        const place = within(needleOf(next), until - lines[next].length - ${MAX_BETWEEN}, until, true);
        if (place === -1) continue;
        places.unshift({ line: next, at: place });
        until = place;
      }
      return places;
    };`;
