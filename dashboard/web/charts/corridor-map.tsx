import { number } from '../state/format.ts';
import { CENTRES, LAND, MAP_HEIGHT, MAP_WIDTH, project } from './world.ts';

export interface Corridor {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

const THINNEST = 1.5;
const THICKEST = 8;
/** Corridors whose count is written beside them. */
const LABELLED = 5;

/** Ways between parts of the world, as wide as they are often named. What names no two parts of it is in the table alone. */
export function CorridorMap({ corridors }: { corridors: readonly Corridor[] }) {
  const drawn = corridors
    .flatMap(({ from, to, count }) => {
      const [a, b] = [centreOf(from), centreOf(to)];
      return a === null || b === null ? [] : [{ from, to, count, a, b }];
    })
    .toSorted((one, other) => other.count - one.count);
  const most = Math.max(1, ...drawn.map(({ count }) => count));
  const ends = new Map(drawn.flatMap(({ from, to, a, b }) => [[from, a] as const, [to, b] as const]));
  return (
    <svg
      class="chart-svg corridor-map"
      viewBox={`0 0 ${MAP_WIDTH} ${MAP_HEIGHT}`}
      direction="ltr"
      aria-hidden="true"
    >
      <defs>
        <marker
          id="corridor-head"
          viewBox="0 0 8 8"
          refX="4"
          refY="4"
          markerWidth="14"
          markerHeight="14"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path class="corridor-head" d="M0 0 8 4 0 8Z" />
        </marker>
      </defs>
      {LAND.map((coast) => (
        <polygon
          key={String(coast[0])}
          class="map-land"
          points={coast
            .map((point) => `${project(point).x.toFixed(1)},${project(point).y.toFixed(1)}`)
            .join(' ')}
        />
      ))}
      {drawn.toReversed().map(({ from, to, count, a, b }) => (
        <path
          key={`${from} ${to}`}
          class="corridor"
          d={arcOf(a, b)}
          stroke-width={THINNEST + Math.sqrt(count / most) * (THICKEST - THINNEST)}
          marker-end="url(#corridor-head)"
        />
      ))}
      {[...ends].map(([region, { x, y }]) => (
        <circle key={region} class="map-end" cx={x} cy={y} r={3} />
      ))}
      {drawn.slice(0, LABELLED).map(({ from, to, count, a, b }) => {
        const { x, y } = middleOf(a, b);
        return (
          <text key={`${from} ${to}`} class="chart-label map-label" x={x} y={y} text-anchor="middle">
            {number(count)}
          </text>
        );
      })}
    </svg>
  );
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

function centreOf(region: string): Spot | null {
  const centre = Object.entries(CENTRES).find(([name]) => name === region)?.[1];
  return centre === undefined ? null : project(centre);
}

/** Bowed to the left of its direction, so that the way back is seen beside the way there. */
function bowOf(a: Spot, b: Spot): Spot {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  return { x: (a.x + b.x) / 2 + dy * 0.28, y: (a.y + b.y) / 2 - dx * 0.28 };
}

function arcOf(a: Spot, b: Spot): string {
  const spot = ({ x, y }: Spot) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  // Within one part of the world: a loop at its mark.
  if (a.x === b.x && a.y === b.y) return `M${spot(a)}c-14 -22 14 -22 1 -3`;
  return `M${spot(a)}Q${spot(bowOf(a, b))} ${spot(b)}`;
}

function middleOf(a: Spot, b: Spot): Spot {
  if (a.x === b.x && a.y === b.y) return { x: a.x, y: a.y - 22 };
  const bow = bowOf(a, b);
  return { x: (a.x + b.x) / 4 + bow.x / 2, y: (a.y + b.y) / 4 + bow.y / 2 - 4 };
}
