import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BaseMap } from './base-map.ts';
import { fillIn, mapWordKeys, mapWords } from './map-words.ts';
import { mapStyle } from './style.ts';

const filterOf = (layer: object) => ('filter' in layer ? layer.filter : null);
const sources = {
  basemap: 'https://haven.example/basemap.geojson',
  areas: 'https://haven.example/areas.geojson',
};

describe('the style of the live map', () => {
  it('has a layer for every kind of thing that the base map holds', () => {
    const file = new URL('../../content/haven/basemap.geojson', import.meta.url);
    const { features }: BaseMap = JSON.parse(readFileSync(file, 'utf8'));
    const drawn = JSON.stringify(mapStyle({ ...sources, language: 'en' }, 'light').layers.map(filterOf));
    for (const { properties } of features) {
      expect(drawn, properties.layer).toContain(`["==",["get","layer"],"${properties.layer}"]`);
      const isOneKind = ['rail', 'water', 'beach', 'pier', 'square'].includes(properties.layer);
      if (!isOneKind)
        expect(drawn, properties.class).toContain(`["==",["get","class"],"${properties.class}"]`);
    }
  });

  it('draws only from sources that it has, with or without area outlines', () => {
    for (const style of [
      mapStyle({ ...sources, language: 'en' }, 'light'),
      mapStyle({ basemap: sources.basemap, language: 'ar' }, 'dark'),
    ]) {
      const named = style.layers.flatMap((layer) => ('source' in layer ? [layer.source] : []));
      expect(new Set(named)).toEqual(new Set(Object.keys(style.sources)));
      expect(new Set(style.layers.map(({ id }) => id)).size).toBe(style.layers.length);
    }
  });

  it('asks no other host for anything: no fonts, no sprites, no tiles', () => {
    const style = mapStyle({ ...sources, language: 'en' }, 'light');
    expect(style.glyphs).toBeUndefined();
    expect(style.sprite).toBeUndefined();
    expect(Object.values(style.sources).map(({ type }) => type)).toEqual(['geojson', 'geojson']);
  });
});

describe('the words of the live map', () => {
  it('reach the browser with their gaps still open, and are filled there', () => {
    const said = JSON.parse(mapWords((key, values) => `${key}: ${values.street}, ${values.area}`));
    expect(Object.keys(said)).toEqual([...mapWordKeys]);
    expect(fillIn(said.near, { street: 'Calle Mar', area: 'Old Harbour' })).toBe(
      'map.near: Calle Mar, Old Harbour',
    );
  });

  it('leave a gap that nobody filled as it is', () => {
    expect(fillIn('Near {street}', {})).toBe('Near {street}');
  });
});
