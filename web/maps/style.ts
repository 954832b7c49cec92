// The look of the live map, over the same base map file and with the same colours as the pictures.
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { type MapTheme, type Palette, palettes } from './palette.ts';

export type MapSources = { basemap: string; areas?: string; language: string };

/** No font is downloaded: without a `glyphs` address MapLibre draws letters from the fonts of the device. */
const fonts = ['system-ui', 'sans-serif'];

type Filter = ['==' | 'all', ...unknown[]];
const layerIs = (layer: string, kind?: string): Filter =>
  kind
    ? ['all', ['==', ['get', 'layer'], layer], ['==', ['get', 'class'], kind]]
    : ['==', ['get', 'layer'], layer];

type Step = [zoom: number, value: number];
const grows = (...steps: Step[]) => ['interpolate', ['exponential', 1.6], ['zoom'], ...steps.flat()] as never;

function fill(id: string, filter: Filter, color: string, minzoom = 0): LayerSpecification {
  return {
    id,
    type: 'fill',
    source: 'basemap',
    filter: filter as never,
    minzoom,
    paint: { 'fill-color': color },
  };
}

function road(id: string, kind: string, color: string, width: Step[], minzoom = 0): LayerSpecification {
  return {
    id,
    type: 'line',
    source: 'basemap',
    filter: layerIs('road', kind) as never,
    minzoom,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': color, 'line-width': grows(...width) },
  };
}

const streetWidth: Step[] = [
  [12, 0.7],
  [15, 4],
  [18, 20],
];
const avenueWidth: Step[] = [
  [11, 1.2],
  [15, 8],
  [18, 34],
];
const wider = (width: Step[]): Step[] => width.map(([zoom, value]) => [zoom, value + 1.4]);

function groundLayers(p: Palette): LayerSpecification[] {
  return [
    { id: 'water-around', type: 'background', paint: { 'background-color': p.water } },
    fill('countryside', layerIs('land', 'countryside'), p.countryside),
    fill('wood', layerIs('park', 'wood'), p.wood),
    fill('city', layerIs('land', 'city'), p.city),
    fill('beach', layerIs('beach'), p.sand),
    fill('park', layerIs('park', 'park'), p.park),
    fill('pier', layerIs('pier'), p.quay),
    fill('houses', layerIs('building', 'houses'), p.houses, 12.5),
    fill('works', layerIs('building', 'works'), p.works, 12.5),
    fill('river', layerIs('water'), p.water),
  ];
}

function roadLayers(p: Palette): LayerSpecification[] {
  return [
    road('street-edge', 'street', p.casing, wider(streetWidth), 13),
    road('avenue-edge', 'avenue', p.casing, wider(avenueWidth)),
    road(
      'path',
      'path',
      p.path,
      [
        [13, 0.5],
        [17, 3],
      ],
      13,
    ),
    road('street', 'street', p.road, streetWidth, 12),
    road('motorway', 'motorway', p.motorway, avenueWidth),
    road('avenue', 'avenue', p.avenue, avenueWidth),
    {
      id: 'rail',
      type: 'line',
      source: 'basemap',
      filter: layerIs('rail') as never,
      paint: { 'line-color': p.rail, 'line-width': 1.6, 'line-dasharray': [4, 2] },
    },
    fill('square', layerIs('square'), p.square, 13),
  ];
}

function roadName(id: string, kind: string, p: Palette, minzoom: number): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source: 'basemap',
    filter: layerIs('road', kind) as never,
    minzoom,
    layout: {
      'symbol-placement': 'line',
      'text-field': ['get', 'name'],
      'text-font': fonts,
      'text-size': 12,
      'symbol-spacing': 320,
    },
    paint: { 'text-color': p.text, 'text-halo-color': p.halo, 'text-halo-width': 1.6 },
  };
}

/** The name in the reader's language where the file has one (`name:el`), else the one on the spot. */
const nameIn = (language: string) => ['coalesce', ['get', `name:${language}`], ['get', 'name']] as never;

function label(
  kind: string,
  color: string,
  p: Palette,
  size: number,
  [minzoom, maxzoom]: [from: number, to: number],
  language: string,
): LayerSpecification {
  return {
    id: `label-${kind}`,
    type: 'symbol',
    source: 'basemap',
    filter: layerIs('label', kind) as never,
    minzoom,
    maxzoom,
    layout: {
      'text-field': nameIn(language),
      'text-font': fonts,
      'text-size': size,
      'text-max-width': 8,
    },
    paint: { 'text-color': color, 'text-halo-color': p.halo, 'text-halo-width': 1.6 },
  };
}

function areaLayers(p: Palette): LayerSpecification[] {
  return [
    {
      id: 'area-outline',
      type: 'line',
      source: 'areas',
      paint: { 'line-color': p.outline, 'line-opacity': 0.5, 'line-width': 1.4, 'line-dasharray': [3, 2] },
    },
  ];
}

export function mapStyle({ basemap, areas, language }: MapSources, theme: MapTheme): StyleSpecification {
  const p = palettes[theme];
  return {
    version: 8,
    sources: {
      basemap: { type: 'geojson', data: basemap },
      ...(areas ? { areas: { type: 'geojson', data: areas } } : {}),
    },
    layers: [
      ...groundLayers(p),
      ...roadLayers(p),
      ...(areas ? areaLayers(p) : []),
      roadName('street-name', 'street', p, 15),
      roadName('avenue-name', 'avenue', p, 13.5),
      label('square', p.faintText, p, 11.5, [15.5, 24], language),
      label('park', p.parkText, p, 12, [13.5, 24], language),
      label('water', p.waterText, p, 13, [11, 24], language),
      label('area', p.text, p, 15.5, [11, 16], language),
    ],
  };
}
