/** The drawing under the maps of a place that brought none: open ground, its areas upon it, and their names. */
import type { Area, Place } from './place.ts';

type Ring = readonly (readonly [lon: number, lat: number])[];

const land = (kind: 'countryside' | 'city', geometry: object) => ({
  type: 'Feature',
  properties: { layer: 'land', class: kind },
  geometry,
});

/** Far enough for a picture of any shape, and for a live map that is drawn to the edge. */
function groundAround({ bounds: [west, south, east, north] }: Pick<Place, 'bounds'>): Ring {
  const [x, y] = [2 * (east - west), 2 * (north - south)];
  const [left, bottom, right, top] = [west - x, south - y, east + x, north + y];
  return [
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
    [left, bottom],
  ];
}

function labelOf({ name, centre }: Area, own: Place['defaultLanguage']) {
  const translated = Object.entries(name).map(([language, words]) => [`name:${language}`, words]);
  return {
    type: 'Feature',
    properties: {
      layer: 'label',
      class: 'area',
      name: name[own] ?? Object.values(name)[0],
      ...Object.fromEntries(translated),
    },
    geometry: { type: 'Point', coordinates: [centre.lon, centre.lat] },
  };
}

/** GeoJSON in the words that a place's own drawing uses, so that nothing that draws maps need know the difference. */
export function plainDrawing(place: Pick<Place, 'areas' | 'bounds' | 'defaultLanguage'>): string {
  const features = [
    land('countryside', { type: 'Polygon', coordinates: [groundAround(place)] }),
    ...place.areas.map(({ shape }) => land('city', shape)),
    ...place.areas.map((area) => labelOf(area, place.defaultLanguage)),
  ];
  return JSON.stringify({ type: 'FeatureCollection', features });
}
