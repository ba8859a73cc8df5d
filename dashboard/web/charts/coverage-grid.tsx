import type { CoveredCell } from '../../../queue/contracts/index.ts';
import { markedLanguage } from '../state/checked.ts';
import { coverText } from '../state/coverage-words.ts';

const LABEL = 150;
const HEAD = 110;
const CELL = 26;
/** Of a source's id in the picture; the table has it whole. */
const LONGEST = 20;
const LEAST_COLUMNS = 8;
/** What the shapes mean, beside the names of sources. */
const KEYS = ['seen', 'quiet', 'blind', 'unproved'] as const;

/**
 * Languages by sources, a square for each combination that brought posts: full where posts came, empty where it is quiet, crossed
 * where it is blind, dotted where nothing shows it. Shapes tell them apart without colour.
 */
export function CoverageGrid({ cells }: { cells: readonly CoveredCell[] }) {
  const sources = [...new Set(cells.map(({ source }) => source))].toSorted();
  const languages = [...new Set(cells.map(({ language }) => language))].toSorted();
  const width = LABEL + Math.max(LEAST_COLUMNS, sources.length + 3) * CELL;
  const height = HEAD + languages.length * CELL;
  return (
    <svg
      class="coverage-grid"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      direction="ltr"
      aria-hidden="true"
    >
      {KEYS.map((state, at) => (
        <g key={state}>
          <Cell x={0} y={at * CELL} state={state} />
          <text class="chart-label" x={CELL + 6} y={at * CELL + CELL / 2 + 4}>
            {coverText(`state.${state}`)}
          </text>
        </g>
      ))}
      {sources.map((source, at) => (
        <text
          key={source}
          class="chart-label"
          transform={`translate(${LABEL + at * CELL + CELL / 2} ${HEAD - 8}) rotate(-45)`}
        >
          {source.length > LONGEST ? `${source.slice(0, LONGEST - 1)}…` : source}
        </text>
      ))}
      {languages.map((language, row) => (
        <text
          key={language}
          class="chart-label"
          x={LABEL - 10}
          y={HEAD + row * CELL + CELL / 2 + 4}
          text-anchor="end"
        >
          {markedLanguage(language)}
        </text>
      ))}
      {cells.map(({ language, source, state }) => (
        <Cell
          key={`${language} ${source}`}
          x={LABEL + sources.indexOf(source) * CELL}
          y={HEAD + languages.indexOf(language) * CELL}
          state={state}
        />
      ))}
    </svg>
  );
}

function Cell({ x, y, state }: { x: number; y: number; state: CoveredCell['state'] }) {
  const [left, top, side] = [x + 3, y + 3, CELL - 6];
  return (
    <g class={`coverage-${state}`}>
      <rect x={left} y={top} width={side} height={side} rx={3} />
      {state === 'blind' && (
        <path d={`M${left} ${top}l${side} ${side}M${left + side} ${top}l${-side} ${side}`} />
      )}
      {state === 'unproved' && <circle cx={left + side / 2} cy={top + side / 2} r={3} />}
    </g>
  );
}
