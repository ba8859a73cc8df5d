/** Room around the squares, as scanners want it. */
const MARGIN = 4;

/** A QR code from rows of dark (`1`) and light (`0`) squares; dark on light in both themes, or scanners fail. */
export function CodePicture({ rows, label }: { rows: readonly string[]; label: string }) {
  const size = rows.length + 2 * MARGIN;
  const path = rows
    .flatMap((row, y) =>
      [...row.matchAll(/1+/g)].map(
        ({ 0: run, index }) => `M${index + MARGIN} ${y + MARGIN}h${run.length}v1h-${run.length}z`,
      ),
    )
    .join('');
  return (
    <svg class="code-picture" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} class="code-light" />
      <path d={path} class="code-dark" shape-rendering="crispEdges" />
    </svg>
  );
}
