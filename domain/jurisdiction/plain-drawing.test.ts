import { expect, test } from 'vitest';
import { newId } from '#domain/kernel';
import { boxOf, pointInside, type Shape } from './geometry.ts';
import { plainDrawing } from './plain-drawing.ts';

const SQUARE: Shape = {
  type: 'Polygon',
  coordinates: [
    [
      [1, 1],
      [2, 1],
      [2, 2],
      [1, 2],
      [1, 1],
    ],
  ],
};
const AREA = {
  ...{ id: newId<'area'>(), slug: 'mills', name: { en: 'Mills', es: 'Los Molinos' }, shape: SQUARE },
  ...{ box: boxOf(SQUARE), centre: pointInside(SQUARE), active: true },
};

test('a place without a drawing stands on open ground, with its areas and their names in its languages', () => {
  const place = { areas: [AREA], bounds: [0, 0, 4, 4] as const, defaultLanguage: 'es' as const };
  const { features } = JSON.parse(plainDrawing(place));
  const [ground, area, label] = features;
  expect(ground.properties).toEqual({ layer: 'land', class: 'countryside' });
  // More than the place itself: a picture is seldom of its shape.
  expect(boxOf(ground.geometry)).toEqual([-8, -8, 12, 12]);
  expect(area).toEqual({ ...area, properties: { layer: 'land', class: 'city' }, geometry: SQUARE });
  expect(label.properties).toEqual({
    ...{ layer: 'label', class: 'area' },
    ...{ name: 'Los Molinos', 'name:en': 'Mills', 'name:es': 'Los Molinos' },
  });
  expect(label.geometry.coordinates).toEqual([AREA.centre.lon, AREA.centre.lat]);
});
