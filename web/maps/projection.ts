// Web Mercator for a picture of fixed size: which pixel shows a place, and which place a pixel shows.

export type Place = { lat: number; lon: number };
export type Pixel = { x: number; y: number };
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** `scale` is the width of the whole world in pixels; `left` and `top` are world pixels. */
export type MapView = { scale: number; left: number; top: number; width: number; height: number };

/** Web Mercator ends here; nearer the poles it would go to infinity. */
const farthestNorth = 85.05112878;
const radiansPerDegree = Math.PI / 180;

const worldX = (lon: number) => (lon + 180) / 360;

function worldY(lat: number): number {
  const kept = Math.min(farthestNorth, Math.max(-farthestNorth, lat));
  return (1 - Math.asinh(Math.tan(kept * radiansPerDegree)) / Math.PI) / 2;
}

/** The view that shows all of the bounds, as large as fits, in the middle of the picture. */
export function viewOf(bounds: Bounds, width: number, height: number, margin = 0): MapView {
  const [west, south, east, north] = bounds;
  const across = Math.max(worldX(east) - worldX(west), 1e-9);
  const up = Math.max(worldY(south) - worldY(north), 1e-9);
  const scale = Math.min(Math.max(1, width - 2 * margin) / across, Math.max(1, height - 2 * margin) / up);
  return {
    scale,
    left: ((worldX(west) + worldX(east)) / 2) * scale - width / 2,
    top: ((worldY(south) + worldY(north)) / 2) * scale - height / 2,
    width,
    height,
  };
}

/** The view around one place, so many metres from edge to edge. */
export function viewAround(place: Place, metresAcross: number, width: number, height: number): MapView {
  const halfLon = metresAcross / 2 / (111_320 * Math.cos(place.lat * radiansPerDegree));
  const scale = width / (worldX(place.lon + halfLon) - worldX(place.lon - halfLon));
  return {
    scale,
    left: worldX(place.lon) * scale - width / 2,
    top: worldY(place.lat) * scale - height / 2,
    width,
    height,
  };
}

export const toPixel = (view: MapView, { lat, lon }: Place): Pixel => ({
  x: worldX(lon) * view.scale - view.left,
  y: worldY(lat) * view.scale - view.top,
});

export const toPlace = (view: MapView, { x, y }: Pixel): Place => ({
  lat: Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + view.top)) / view.scale))) / radiansPerDegree,
  lon: ((x + view.left) / view.scale) * 360 - 180,
});

export function boundsOf(view: MapView): Bounds {
  const northWest = toPlace(view, { x: 0, y: 0 });
  const southEast = toPlace(view, { x: view.width, y: view.height });
  return [northWest.lon, southEast.lat, southEast.lon, northWest.lat];
}

/** Metres on the ground that one pixel stands for, in the middle of the picture. */
export function metresPerPixel(view: MapView): number {
  const { lat } = toPlace(view, { x: view.width / 2, y: view.height / 2 });
  return (40_075_017 * Math.cos(lat * radiansPerDegree)) / view.scale;
}
