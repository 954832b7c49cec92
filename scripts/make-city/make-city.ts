// Draws the demo city Haven from one fixed seed and writes it to content/haven.
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { areaNames } from './area-names.ts';
import { makeGazetteer } from './gazetteer.ts';
import { collection, type Feature, feature, lines, polygon, polygons, spot } from './geojson.ts';
import { distanceToLine, isInside, type Patch, type Point, simplify, smooth } from './geometry.ts';
import { drawCountryside, drawParks, drawPaths, drawSquares, drawWoods } from './green.ts';
import { drawOutline, type Outline } from './outline.ts';
import { motorway, rails } from './rails-and-motorway.ts';
import { drawBlocks, drawStreets, freeGround, type Street } from './streets.ts';
import { drawBeach, drawRiver, drawWaterside, piers } from './water.ts';

const seed = 20_180_430;

type City = {
  outline: Outline;
  parks: Patch[];
  squares: Patch[];
  streets: Street[];
  blocks: Map<string, Point[][]>;
};

function avenuesOf(outline: Outline): Street[] {
  const joined = new Map<string, Point[]>();
  for (const { street, course, line } of outline.borders) {
    if (!street || course !== 'avenue') continue;
    joined.set(street, [...(joined.get(street) ?? []), ...line]);
  }
  joined.set(
    'Avenida de la Huerta',
    smooth(
      [
        [60, 2760],
        [620, 2950],
        [1300, 2830],
        [2040, 3080],
      ],
      60,
    ),
  );
  joined.set(
    'Avenida de la Constitución',
    smooth(
      [
        [2150, 3560],
        [2600, 3560],
        [3100, 3480],
        [3600, 3470],
      ],
      60,
    ),
  );
  return [...joined].map(([name, line]) => ({
    name,
    area: areaAround(outline, line),
    class: 'avenue' as const,
    line: simplify(line, 1.5),
  }));
}

/** An avenue between two areas is filed under one that its middle touches. */
function areaAround(outline: Outline, line: Point[]): string {
  const middle = line[Math.floor(line.length / 2)] ?? [0, 0];
  const beside: Point = [middle[0] + 6, middle[1] - 6];
  return outline.areas.find(({ ring }) => isInside(beside, ring))?.slug ?? 'old-town';
}

function drawCity(): City {
  const outline = drawOutline(seed);
  const parks = drawParks(seed);
  const squares = drawSquares(seed);
  const avenues = avenuesOf(outline);
  const waterside = drawWaterside(outline).map(
    (side): Street => ({
      ...side,
      area: areaAround(outline, side.line),
      class: 'avenue',
      line: simplify(side.line, 1.5),
    }),
  );
  const open = [...parks, ...squares].map(({ ring }) => ring);
  const built = [...avenues, ...waterside].map(({ line }) => line);
  const tracks = rails.map(({ line }) => line);
  const streets: Street[] = [];
  const blocks = new Map<string, Point[][]>();
  outline.areas.forEach(({ slug, ring }, at) => {
    const dry = freeGround(ring, open, outline);
    const unbuilt = (point: Point) =>
      dry(point) &&
      built.every((line) => distanceToLine(point, line) > 13) &&
      tracks.every((line) => distanceToLine(point, line) > 17);
    streets.push(...drawStreets({ seed: seed + at * 101, area: slug, ring, isFree: dry }));
    blocks.set(slug, drawBlocks({ seed: seed + at * 101, area: slug, ring, isFree: unbuilt }));
  });
  const paths = drawPaths(seed).map(
    (path): Street => ({ ...path, area: areaAround(outline, path.line), class: 'path' }),
  );
  return { outline, parks, squares, streets: [...avenues, ...waterside, ...streets, ...paths], blocks };
}

function areaFeatures({ outline }: City): Feature[] {
  return outline.areas.map(({ slug, ring }) => feature({ slug, name: areaNames[slug] }, polygon(ring)));
}

function groundFeatures({ outline, parks, squares, blocks }: City): Feature[] {
  return [
    feature({ layer: 'land', class: 'countryside' }, polygon(simplify(drawCountryside(outline), 3))),
    feature({ layer: 'park', class: 'wood' }, polygons(drawWoods(seed))),
    feature({ layer: 'land', class: 'city' }, polygon(outline.land)),
    feature({ layer: 'beach', class: 'sand', name: 'Playa del Poniente' }, polygon(drawBeach(outline))),
    ...parks.map(({ name, ring }) => feature({ layer: 'park', class: 'park', name }, polygon(ring))),
    feature({ layer: 'water', class: 'river', name: 'Río Claro' }, polygon(drawRiver(outline))),
    feature({ layer: 'pier', class: 'quay' }, polygons(piers)),
    ...squares.map(({ name, ring }) => feature({ layer: 'square', class: 'square', name }, polygon(ring))),
    ...[...blocks].map(([area, rings]) =>
      feature({ layer: 'building', class: area === 'docks' ? 'works' : 'houses' }, polygons(rings)),
    ),
  ];
}

function roadFeatures(streets: Street[]): Feature[] {
  const groups = new Map<string, Street[]>();
  for (const street of streets) {
    const key = street.name || `unnamed ${street.area}`;
    groups.set(key, [...(groups.get(key) ?? []), street]);
  }
  const order = { path: 0, street: 1, avenue: 2 };
  return [...groups.values()]
    .sort((a, b) => order[a[0]?.class ?? 'path'] - order[b[0]?.class ?? 'path'])
    .map((parts) => {
      const { name, class: kind } = parts[0] ?? { name: '', class: 'path' };
      return feature(
        { layer: 'road', class: kind, ...(name ? { name } : {}) },
        lines(parts.map(({ line }) => line)),
      );
    });
}

function labelFeatures({ outline, parks, squares }: City): Feature[] {
  const label = (kind: string, name: string, point: Point) =>
    feature({ layer: 'label', class: kind, name }, spot(point));
  const patch =
    (kind: string) =>
    ({ name, ring }: Patch) =>
      label(kind, name, roomiestPoint(ring));
  return [
    ...outline.areas.map(({ slug, ring }) => areaLabel(slug, roomiestPoint(ring))),
    label('water', 'Bahía de Haven', [2860, 1880]),
    label('water', 'Mar Mediterráneo', [2300, 700]),
    ...parks.map(patch('park')),
    ...squares.map(patch('square')),
  ];
}

/** On the spot it has one name; every reader finds it in their own language too (`name:el`, as OpenStreetMap writes it). */
function areaLabel(slug: string, point: Point): Feature {
  const names = areaNames[slug] ?? {};
  const translated = Object.entries(names).map(([language, name]) => [`name:${language}`, name]);
  const name = areaNames[slug]?.es ?? slug;
  return feature({ layer: 'label', class: 'area', name, ...Object.fromEntries(translated) }, spot(point));
}

/** Of a coarse raster the point farthest from the edge: where a name has most room. */
function roomiestPoint(ring: Point[]): Point {
  const xs = ring.map((point) => point[0]);
  const ys = ring.map((point) => point[1]);
  const [left, low] = [Math.min(...xs), Math.min(...ys)];
  const step = Math.max(Math.max(...xs) - left, Math.max(...ys) - low) / 24;
  let best: Point = [left, low];
  let room = -1;
  for (let x = left; x < Math.max(...xs); x += step) {
    for (let y = low; y < Math.max(...ys); y += step) {
      const here = isInside([x, y], ring) ? distanceToLine([x, y], [...ring, ...ring.slice(0, 1)]) : -1;
      if (here > room) [best, room] = [[x, y], here];
    }
  }
  return best;
}

/** The text of every file the city consists of, by file name. */
export function makeCity(): Record<string, string> {
  const city = drawCity();
  const baseMap = [
    ...groundFeatures(city),
    ...rails.map(({ name, line }) =>
      feature({ layer: 'rail', class: 'rail', name }, lines([simplify(line, 1)])),
    ),
    feature({ layer: 'road', class: 'motorway', name: motorway.name }, lines([motorway.line])),
    ...roadFeatures(city.streets),
    ...labelFeatures(city),
  ];
  const places = makeGazetteer(city.streets, city.parks, city.squares, city.outline.areas);
  return {
    'areas.geojson': collection(areaFeatures(city)),
    'basemap.geojson': collection(baseMap),
    'places.json': `[\n${places.map((place) => JSON.stringify(place)).join(',\n')}\n]\n`,
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = new URL('../../content/haven/', import.meta.url);
  for (const [name, text] of Object.entries(makeCity())) {
    await writeFile(new URL(name, folder), text);
    console.log(`${name}: ${Math.round(text.length / 1024)} KB`);
  }
}
