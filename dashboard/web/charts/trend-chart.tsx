import { number } from '../state/format.ts';
import { everyFew, roundUp } from './scale.ts';

export interface TrendLine {
  readonly name: string;
  readonly counts: readonly number[];
}

interface TrendChartProps {
  readonly labels: readonly string[];
  readonly lines: readonly TrendLine[];
}

const WIDTH = 640;
const HEIGHT = 240;
const LEFT = 56;
const RIGHT = 56;
const TOP = 12;
const BOTTOM = 28;
/** Lines are told apart by their marks and dashes, too: colour alone says nothing. */
const MARKS = ['circle', 'square', 'diamond', 'triangle'] as const;

/** Lines over months. Time runs from left to right in every language, as in printed statistics. */
export function TrendChart({ labels, lines }: TrendChartProps) {
  const top = roundUp(Math.max(0, ...lines.flatMap(({ counts }) => counts)));
  const x = (at: number) =>
    LEFT + (labels.length < 2 ? 0.5 : at / (labels.length - 1)) * (WIDTH - LEFT - RIGHT);
  const y = (count: number) => TOP + (1 - count / top) * (HEIGHT - TOP - BOTTOM);
  return (
    <>
      <svg class="chart-svg" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} direction="ltr" aria-hidden="true">
        {[0, 0.5, 1].map((part) => (
          <g key={part}>
            <line class="chart-grid" x1={LEFT} x2={WIDTH - RIGHT} y1={y(part * top)} y2={y(part * top)} />
            <text class="chart-label" x={LEFT - 8} y={y(part * top) + 4} text-anchor="end">
              {number(part * top)}
            </text>
          </g>
        ))}
        {everyFew(labels, 4).map(
          (label, at) =>
            label !== null && (
              <text key={label} class="chart-label" x={x(at)} y={HEIGHT - 8} text-anchor="middle">
                {label}
              </text>
            ),
        )}
        {lines.map(({ name, counts }, which) => (
          <g key={name} class={`chart-line chart-line-${which}`}>
            <polyline points={counts.map((count, at) => `${x(at)},${y(count)}`).join(' ')} />
            {counts.map((count, at) => (
              <Mark key={labels[at]} kind={MARKS[which % MARKS.length] ?? 'circle'} x={x(at)} y={y(count)} />
            ))}
          </g>
        ))}
      </svg>
      <ul class="chart-key">
        {lines.map(({ name }, which) => (
          <li key={name}>
            <svg
              viewBox="0 0 24 12"
              width="24"
              height="12"
              class={`chart-line chart-line-${which}`}
              aria-hidden="true"
            >
              <polyline points="0,6 24,6" />
              <Mark kind={MARKS[which % MARKS.length] ?? 'circle'} x={12} y={6} />
            </svg>
            {name}
          </li>
        ))}
      </ul>
    </>
  );
}

function Mark({ kind, x, y }: { kind: (typeof MARKS)[number]; x: number; y: number }) {
  if (kind === 'circle') return <circle cx={x} cy={y} r={3.5} />;
  if (kind === 'square') return <rect x={x - 3} y={y - 3} width={6} height={6} />;
  const points =
    kind === 'diamond'
      ? `${x},${y - 4.5} ${x + 4.5},${y} ${x},${y + 4.5} ${x - 4.5},${y}`
      : `${x},${y - 4.5} ${x + 4.5},${y + 3.5} ${x - 4.5},${y + 3.5}`;
  return <polygon points={points} />;
}
