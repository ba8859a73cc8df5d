/** The one style sheet of the public pages: the visitor's own fonts, no picture, about 2 KB. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #16202a; --paper: #fbfbf9; --line: #8a949c; --accent: #0b5a73; --fault: #9c1f12; --help: #eef5f7; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8ecef; --paper: #12181d; --line: #74808a; --accent: #7cc7de; --fault: #ffb0a3; --help: #1b2831; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 0 1rem 3rem; max-width: 42rem; color: var(--ink); background: var(--paper);
  font: 1.0625rem/1.55 system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1.5rem 0 1rem; }
h2 { font-size: 1.2rem; margin: 1.75rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
p, ul { margin: .5rem 0; }
ul { padding-inline-start: 1.25rem; }
li { margin: .35rem 0; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; inset-inline-start: -99rem; }
.skip:focus { position: static; }
header { border-bottom: 1px solid var(--line); padding: 1rem 0 .5rem; }
.site { font-weight: 700; margin: 0; }
.of { margin: 0; }
.demo { border: 2px dashed var(--line); padding: .5rem .75rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; }
nav a { display: inline-block; padding: .3rem 0; }
nav a[aria-current] { color: inherit; font-weight: 700; text-decoration: none; }
footer { border-top: 1px solid var(--line); margin-top: 2.5rem; }
.help { background: var(--help); border-inline-start: 4px solid var(--accent); padding: .25rem 1rem .75rem; margin: 1rem 0; }
.help h2 { margin-top: .75rem; }
.phone { font-size: 1.2rem; font-weight: 700; }
.choices { list-style: none; padding: 0; }
.choices a { font-weight: 700; display: inline-block; padding: .3rem 0; }
.field { margin: 1.25rem 0; }
label { display: block; font-weight: 700; }
.hint { margin: .15rem 0; }
.fault, .faults { color: var(--fault); }
.faults { border: 2px solid currentColor; padding: .25rem 1rem .75rem; margin: 1rem 0; }
.faults a { color: inherit; }
input[type=text], textarea { width: 100%; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line);
  border-radius: 4px; padding: .5rem .6rem; min-height: 2.75rem; }
input[aria-invalid], textarea[aria-invalid] { border: 2px solid var(--fault); }
button { font: inherit; font-weight: 700; color: var(--paper); background: var(--accent); border: 0; border-radius: 4px;
  padding: .65rem 1.5rem; min-height: 2.75rem; }
.receipt { font: 700 clamp(1.05rem, 5.2vw, 1.5rem)/1.4 ui-monospace, monospace; white-space: nowrap; border: 2px solid var(--accent); padding: .75rem 1rem; text-align: center; }
.hash { font: .85rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
.answer { white-space: pre-wrap; border-inline-start: 3px solid var(--line); padding-inline-start: 1rem; }
`;
