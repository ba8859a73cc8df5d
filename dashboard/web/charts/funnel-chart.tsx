import { number } from '../state/format.ts';

interface FunnelChartProps {
  readonly steps: readonly { readonly name: string; readonly count: number }[];
}

const WIDTH = 640;
const ROW = 40;
const LEAST = 2;

/** Bars from many to few. Of posts hardly any are flagged, so each bar's length is the root of its count's share. */
export function FunnelChart({ steps }: FunnelChartProps) {
  const most = Math.max(1, ...steps.map(({ count }) => count));
  const lengthOf = (count: number) => (count === 0 ? 0 : Math.max(LEAST, Math.sqrt(count / most) * WIDTH));
  return (
    <ol class="funnel" aria-hidden="true">
      {steps.map(({ name, count }) => (
        <li key={name}>
          <span class="funnel-name">
            {name} <strong>{number(count)}</strong>
          </span>
          <svg
            class="chart-svg"
            viewBox={`0 0 ${WIDTH} ${ROW / 2}`}
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            <rect class="funnel-ground" x={0} y={0} width={WIDTH} height={ROW / 2} rx={3} />
            <rect class="funnel-bar" x={0} y={0} width={lengthOf(count)} height={ROW / 2} rx={3} />
          </svg>
        </li>
      ))}
    </ol>
  );
}
