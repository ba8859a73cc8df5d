/** How the report looks, on a screen and on paper (A4). Contrasts are at least 7. */
export const STYLE = `
@page { size: A4; margin: 18mm 16mm; }
:root { color-scheme: light; }
body { max-width: 62rem; margin: 0 auto; padding: 1.5rem; color: #1a232e; background: #fff;
  font: 1rem/1.5 "Noto Sans", "DejaVu Sans", system-ui, sans-serif; }
h1 { margin: 0 0 .5rem; font-size: 1.8rem; line-height: 1.2; }
h2 { margin: 2rem 0 .5rem; font-size: 1.25rem; line-height: 1.3; break-after: avoid; }
header { border-bottom: 3px solid #14586b; }
a { color: #0f4a5b; }
table { width: 100%; margin: .75rem 0 1.5rem; border-collapse: collapse; font-size: .9rem; }
caption { padding: .25rem 0; text-align: start; font-weight: 600; break-after: avoid; }
th, td { padding: .35rem .6rem .35rem 0; border-bottom: 1px solid #b9bfc6; text-align: start; vertical-align: top; }
thead th { border-bottom: 2px solid #4f5a68; font-weight: 600; }
tbody th { font-weight: 400; }
td { font-variant-numeric: tabular-nums; }
tr { break-inside: avoid; }
code { font: .8rem/1.4 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } a { color: inherit; } }
@media (max-width: 40rem) { table { display: block; overflow-x: auto; } }
`;
