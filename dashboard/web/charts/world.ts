/** Degrees east and north. */
type Point = readonly [east: number, north: number];

/**
 * Coasts of the land, drawn by hand in a few strokes each: enough to see where a part of the world lies, and too coarse for
 * anything else. No border is drawn.
 */
const COASTS: readonly string[] = [
  // North and Central America
  '-168,66 -156,71 -128,70 -110,68 -95,72 -82,68 -94,60 -82,53 -79,62 -65,60 -56,52 -65,47 -70,42 ' +
    '-76,36 -81,30 -81,25 -84,30 -97,27 -97,20 -91,19 -87,21 -88,16 -83,14 -82,9 -78,9 -84,9 -95,16 ' +
    '-105,20 -112,28 -117,33 -124,40 -124,48 -135,58 -150,60 -162,56 -158,60',
  // Greenland
  '-55,60 -43,60 -22,70 -20,80 -40,83 -65,80 -70,76 -53,70',
  // Cuba and Hispaniola
  '-84,22 -77,21 -74,20 -69,19 -73,18 -78,20',
  // South America
  '-78,8 -72,12 -62,11 -52,5 -50,0 -35,-6 -39,-14 -41,-22 -48,-27 -54,-34 -58,-38 -65,-42 -68,-50 ' +
    '-69,-54 -74,-50 -73,-38 -71,-20 -76,-14 -81,-5 -79,1',
  // Africa
  '-6,36 10,37 11,33 20,31 32,31 35,27 39,17 43,12 51,12 44,2 40,-5 40,-15 35,-20 32,-28 26,-34 ' +
    '19,-34 13,-23 13,-10 9,0 9,4 -4,5 -13,9 -17,15 -16,23 -10,31',
  // Madagascar
  '49,-12 50,-16 47,-25 44,-24 44,-17',
  // Europe and Asia
  '-9,37 -9,43 -2,44 -4,48 4,51 8,54 8,57 11,54 21,55 24,59 29,60 21,60 25,65 18,62 17,57 12,56 ' +
    '5,59 5,62 14,68 26,71 40,67 44,66 60,69 70,73 90,75 105,77 130,72 160,70 180,68 178,63 163,60 ' +
    '157,51 155,58 142,59 137,54 140,48 130,42 127,35 122,39 118,38 122,31 115,22 108,21 109,12 105,9 ' +
    '101,13 104,1 98,8 97,16 90,22 80,15 77,8 73,19 67,25 57,26 50,30 52,24 56,26 60,22 52,16 43,13 ' +
    '35,28 36,36 27,37 27,41 41,41 37,46 31,46 28,42 23,38 20,40 13,45 18,40 16,38 11,43 4,43 0,39 ' +
    '-2,37',
  // Britain and Ireland
  '-5,50 1,51 0,53 -2,57 -5,58 -5,54 -3,53',
  '-10,52 -6,52 -6,55 -9,54',
  // Iceland
  '-24,65 -18,66 -14,65 -19,63',
  // Japan
  '130,32 136,34 141,36 141,41 145,44 141,45 139,39 132,35',
  // Sri Lanka
  '80,9 82,7 80,6',
  // Sumatra, Java, Borneo, Sulawesi, New Guinea, the Philippines
  '95,5 104,-2 106,-6 114,-8 106,-7 100,-2',
  '109,1 117,6 118,1 116,-4 110,-3',
  '119,0 125,1 121,-1 123,-5 120,-5',
  '131,-1 141,-3 150,-10 141,-9 133,-4',
  '120,18 122,18 126,8 122,7 121,14',
  // Australia, New Zealand
  '114,-22 122,-17 131,-12 136,-12 137,-16 141,-12 146,-19 153,-26 150,-37 140,-38 131,-32 115,-35',
  '173,-35 178,-38 175,-41 167,-46 171,-42',
];

export const LAND: readonly (readonly Point[])[] = COASTS.map((coast) =>
  coast.split(' ').map((point) => {
    const [east = 0, north = 0] = point.split(',').map(Number);
    return [east, north] as const;
  }),
);

/** Where the mark of each part of the world is drawn. */
export const CENTRES = {
  'northern-africa': [12, 28],
  'western-africa': [-5, 12],
  'middle-africa': [19, 2],
  'eastern-africa': [38, 3],
  'southern-africa': [23, -26],
  'western-asia': [40, 33],
  'central-asia': [66, 45],
  'southern-asia': [74, 25],
  'south-eastern-asia': [105, 10],
  'eastern-asia': [113, 36],
  'southern-europe': [16, 42],
  'eastern-europe': [30, 53],
  'northern-europe': [14, 63],
  'western-europe': [4, 48],
  'northern-america': [-100, 45],
  'central-america': [-94, 18],
  caribbean: [-70, 19],
  'south-america': [-60, -12],
  oceania: [140, -25],
  europe: [-14, 54],
} as const satisfies Readonly<Record<string, Point>>;

/** What is drawn of the world, in degrees: its empty edges are left out. */
const WEST = -125;
const EAST = 158;
const NORTH = 71;
const SOUTH = -38;
export const MAP_WIDTH = 900;
/** A degree is as high as it is wide. */
export const MAP_HEIGHT = Math.round((MAP_WIDTH * (NORTH - SOUTH)) / (EAST - WEST));

/** Equirectangular; what lies beyond the edges is not seen. */
export function project([east, north]: Point): { readonly x: number; readonly y: number } {
  return {
    x: ((east - WEST) / (EAST - WEST)) * MAP_WIDTH,
    y: ((NORTH - north) / (NORTH - SOUTH)) * MAP_HEIGHT,
  };
}
