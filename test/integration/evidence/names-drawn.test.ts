import { describe, expect, it } from 'vitest';
import type { CapturedPage } from '../../../workers/fetch/capture-page.ts';
import { shareOfBlack, shareOfRed } from '../../support/png.ts';
import { useBoard } from '../../support/use-board.ts';

const WORDS = 'Seats on an invented boat tonight, ask';
const NAME = '@invented_name';
const TEXT = `${WORDS} ${NAME} at the harbour`;
/** Names are red in these pages, and nothing else is. */
const NAMED = `<p>${WORDS} <b class="name">${NAME}</b> at the harbour</p>`;
const RED = '.name { color: #f00 }';
/** Around a post without a name of its own: whatever is red was drawn beside its text. */
const plain = (more = '') => `<p>${WORDS} ${NAME} at the harbour${more}</p>`;

describe('a working copy', () => {
  const here = useBoard('names that are drawn');

  function capture(css: string, inBody: string): Promise<CapturedPage> {
    const head = `<meta charset="utf-8"><title>A board</title><style>${css} ${RED}</style>`;
    return here.capture(`<!doctype html>${head}<body>${inBody}</body>`, TEXT);
  }

  it.each([
    ['of a post in a dialog', '', `<dialog id="d">${NAMED}</dialog><script>d.showModal()</script>`],
    ['of a post in a popover', '', `<div popover id="d">${NAMED}</div><script>d.showPopover()</script>`],
    ['of a page that stands aside', 'html { position: relative; margin: 50px 80px }', NAMED],
    ['of a page that is moved', 'html { transform: translate(40px, 60px) }', NAMED],
    ['of a text that is turned', 'p { transform: rotate(10deg); transform-origin: 0 0 }', NAMED],
    [
      'of a text that moves',
      '@keyframes m { from { transform: none } to { transform: translateX(400px) } } p { animation: m 0.7s infinite alternate }',
      NAMED,
    ],
    ['that styles put behind a text', 'p::after { content: " @hidden_author"; color: #f00 }', plain()],
    [
      'that styles put in the place of a list’s dot',
      'li { list-style: "@hidden_author " inside } li::marker { color: #f00 }',
      `<ul><li>${TEXT}</li></ul>`,
    ],
    [
      'in a shadow tree',
      '',
      plain(
        '<x-a><template shadowrootmode="open"><b style="color: #f00">@hidden_author</b></template></x-a>',
      ),
    ],
    [
      'in a closed shadow tree',
      '',
      plain(
        '<x-a><template shadowrootmode="closed"><b style="color: #f00">@hidden_author</b></template></x-a>',
      ),
    ],
    [
      'in a frame',
      '',
      plain('<iframe srcdoc="<b style=\'color: #f00\'>@hidden_author</b>" height="40"></iframe>'),
    ],
    ['in a field', 'input { color: #f00 }', plain(' <input value="@hidden_author">')],
    ['in the place of a picture', '', plain(' <img class="name" src="/none.png" alt="@hidden_author">')],
  ])('MIN-03 shows no name %s', async (_what, css, inBody) => {
    const captured = await capture(css, inBody);
    expect(shareOfRed(captured.postPicture)).toBeGreaterThan(0);
    expect(shareOfRed(captured.workingCopy)).toBe(0);
  });

  it('MIN-03 is none where styles write a name all the same', async () => {
    const written =
      '@layer page { p::before { content: "@hidden_author " !important; color: #f00; display: inline !important } }';
    const captured = await capture(written, plain());
    expect(shareOfRed(captured.postPicture)).toBeGreaterThan(0);
    expect(captured.workingCopy).toBeNull();
  });

  it('MIN-03 shows no name and all other words, beside forms whose fields have the names of what is asked of elements', async () => {
    const fields = ['style', 'contains', 'matches', 'parentElement', 'compareDocumentPosition'];
    const more = ['getBoundingClientRect', 'checkVisibility', 'closest', 'shadowRoot', 'localName'];
    const inputs = [...fields, ...more].map((name) => `<input name="${name}">`).join('');
    const captured = await capture(
      'form { display: inline }',
      `<form>${inputs}${NAMED}</form><form>${inputs}</form>`,
    );
    expect(shareOfRed(captured.postPicture)).toBeGreaterThan(0);
    expect(shareOfRed(captured.workingCopy)).toBe(0);
    expect(shareOfBlack(captured.workingCopy)).toBeGreaterThan(0.02);
  });
});
