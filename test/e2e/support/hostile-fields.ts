/** What runs if a page ever takes it for code; the fixtures see the dialog, the breach or the request. */
const RUN = 'alert(1)';
const AWAY = 'https://evil.example/x';

/** Every combination of the parts, in order. */
function combined(...parts: readonly (readonly string[])[]): string[] {
  return parts.reduce<string[]>((all, part) => all.flatMap((head) => part.map((tail) => head + tail)), ['']);
}

const ELEMENTS = combined(
  ['', '">', "'>", '</title>', '</textarea>', '</script>', '</style>', '-->', ']]>'],
  [
    `<img src=x onerror=${RUN}>`,
    `<svg onload=${RUN}>`,
    `<script>${RUN}</script>`,
    `<iframe srcdoc="<script>${RUN}</script>">`,
    `<link rel=stylesheet href=${AWAY}>`,
  ],
);
const ATTRIBUTES = combined(
  ['" ', "' ", '` ', '"/', '\t'],
  ['onfocus=', 'onpointerenter=', 'onanimationstart=', 'style=behavior:'],
  [`${RUN} autofocus x="`],
);
const ADDRESSES = combined(
  ['', ' ', '\u0001', 'view-source:', 'feed:'],
  ['javascript:', 'JaVaScRiPt:', 'java\tscript:', 'java\nscript:', 'data:text/html,', 'vbscript:', 'blob:'],
  [`${RUN}//`],
);
const ENTITIES = combined(
  ['&lt;', '&#60;', '&#x3c;', '&#0000060', '\\u003c', '\\x3c', '%3C', '\uff1c'],
  [`img src=x onerror=${RUN}`],
  ['&gt;', '>', '%3E'],
);
const SVG = combined(
  ['<svg>', '<math>', '<svg><foreignObject>', '<math><mtext><table><mglyph>'],
  [
    `<animate onbegin=${RUN} attributeName=x>`,
    `<set attributeName=href to=javascript:${RUN}>`,
    `<use href=${AWAY}.svg#a />`,
    `<maction actiontype=statusline xlink:href=javascript:${RUN}>x</maction>`,
    `<style><!--</style><img src=x onerror=${RUN}>`,
  ],
);
const TEMPLATES = combined(
  ['{{', '${', '#{', '<%=', '[[', '{%'],
  [`constructor.constructor('${RUN}')()`, `7*7`],
  ['}}', '}', '%>', ']]'],
);
const STYLES = combined(
  ['', '"', '</style>', '*/', '}'],
  [
    `background:url(${AWAY})`,
    `@import '${AWAY}';`,
    `@font-face{src:url(${AWAY})}`,
    `:has(*){--x:url(${AWAY})}`,
  ],
);
const SCRIPTS = combined(
  ["'", '"', '`', '\\', '\u2028', '\u2029', '*/', '//', ');', '}}'],
  [`;${RUN};//`, `-${RUN}-`, `"}],"html":"<img src=x onerror=${RUN}>`],
);
const DIRECTIONS = combined(
  ['\u202e', '\u2067', '\u200f', '\ufeff', '\u0000', '\u0007', '\u001b[31m', '\u061c'],
  [`<b onclick=${RUN}>x</b>`, '>tpircs<'],
);
const NAMES = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__'],
  ...[
    'then',
    'toJSON',
    'dangerouslySetInnerHTML',
    'innerHTML',
    'srcdoc',
    'key',
    'ref',
    'children',
    'null',
    'NaN',
  ],
];

/** One text for each way in which a page could take a field for something else; each short enough for any field. */
export const HOSTILE_FIELDS: readonly string[] = [
  ...new Set([
    ...[...ELEMENTS, ...ATTRIBUTES, ...ADDRESSES, ...ENTITIES, ...SVG, ...TEMPLATES],
    ...[...STYLES, ...SCRIPTS, ...DIRECTIONS, ...NAMES],
  ]),
];

const TOGETHER = 4;

/** The same in fewer fields, for pages that show a card for each: several to a field, and each name alone. */
export const HOSTILE_GROUPS: readonly string[] = [
  ...Array.from({ length: Math.ceil((HOSTILE_FIELDS.length - NAMES.length) / TOGETHER) }, (_, at) =>
    HOSTILE_FIELDS.slice(0, -NAMES.length)
      .slice(at * TOGETHER, (at + 1) * TOGETHER)
      .join(' '),
  ),
  ...NAMES,
];

/** Characters that a page may show as codes, leave out or fold: what is left has to be on the page as it was written. */
const SHOWN_OTHERWISE = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Zl}\p{Zp}\s]/gu;

function visible(text: string): string {
  return text.replace(SHOWN_OTHERWISE, '');
}

/** Those that a page's text does not hold to the letter. */
export function missingFrom(shown: string, texts: readonly string[]): string[] {
  const page = visible(shown);
  return texts.filter((text) => !page.includes(visible(text)));
}
