// What a base map file holds, as far as drawing it needs to know.

export type Position = readonly [lon: number, lat: number];

export type BaseMapGeometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'LineString'; coordinates: readonly Position[] }
  | { type: 'MultiLineString' | 'Polygon'; coordinates: readonly (readonly Position[])[] }
  | { type: 'MultiPolygon'; coordinates: readonly (readonly (readonly Position[])[])[] };

export type BaseMapFeature = {
  properties: { layer: string; class: string; name?: string; [translated: `name:${string}`]: string };
  geometry: BaseMapGeometry;
};

export type BaseMap = { features: readonly BaseMapFeature[] };

export type AreaFeature = {
  properties: { slug: string; name: Readonly<Record<string, string>> };
  geometry: BaseMapGeometry;
};

/** Every line or ring of a shape, holes included; a point is a line of one. */
export function ringsOf(geometry: BaseMapGeometry): (readonly Position[])[] {
  switch (geometry.type) {
    case 'Point':
      return [[geometry.coordinates]];
    case 'LineString':
      return [geometry.coordinates];
    case 'MultiPolygon':
      return geometry.coordinates.flat();
    default:
      return [...geometry.coordinates];
  }
}
