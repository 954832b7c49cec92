import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsOf, metresPerPixel, toPixel, toPlace, viewAround, viewOf } from './projection.ts';

const places = fc.record({
  lat: fc.double({ min: -84, max: 84, noNaN: true }),
  lon: fc.double({ min: -179, max: 179, noNaN: true }),
});
const sizes = fc.integer({ min: 80, max: 2000 });

describe('the projection of a picture', () => {
  it('finds the place again from its pixel, to within a centimetre', () => {
    fc.assert(
      fc.property(places, places, sizes, sizes, (place, centre, width, height) => {
        const view = viewAround(centre, 2000, width, height);
        const found = toPlace(view, toPixel(view, place));
        expect(Math.abs(found.lat - place.lat)).toBeLessThan(1e-7);
        expect(Math.abs(found.lon - place.lon)).toBeLessThan(1e-7);
      }),
    );
  });

  it('finds the pixel again from its place', () => {
    fc.assert(
      fc.property(
        places,
        sizes,
        sizes,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (centre, width, height, share) => {
          const view = viewAround(centre, 3000, width, height);
          const pixel = { x: width * share, y: height * (1 - share) };
          const found = toPixel(view, toPlace(view, pixel));
          expect(found.x).toBeCloseTo(pixel.x, 3);
          expect(found.y).toBeCloseTo(pixel.y, 3);
        },
      ),
    );
  });

  it('shows all of the bounds whatever the shape of the picture', () => {
    const bounds = [0.7655, 38.5775, 0.83447, 38.62249] as const;
    fc.assert(
      fc.property(sizes, sizes, (width, height) => {
        const [west, south, east, north] = boundsOf(viewOf(bounds, width, height, 8));
        expect(west).toBeLessThanOrEqual(bounds[0]);
        expect(south).toBeLessThanOrEqual(bounds[1]);
        expect(east).toBeGreaterThanOrEqual(bounds[2]);
        expect(north).toBeGreaterThanOrEqual(bounds[3]);
      }),
    );
  });

  it('keeps north up and east to the right', () => {
    const view = viewAround({ lat: 38.6, lon: 0.8 }, 1000, 400, 300);
    expect(toPixel(view, { lat: 38.6, lon: 0.8 })).toMatchObject({
      x: expect.closeTo(200, 6),
      y: expect.closeTo(150, 6),
    });
    expect(toPixel(view, { lat: 38.601, lon: 0.8 }).y).toBeLessThan(150);
    expect(toPixel(view, { lat: 38.6, lon: 0.801 }).x).toBeGreaterThan(200);
  });

  it('knows how much ground a pixel covers', () => {
    expect(metresPerPixel(viewAround({ lat: 38.6, lon: 0.8 }, 1000, 400, 300))).toBeCloseTo(2.5, 1);
  });

  it('survives bounds of no size and places at the poles', () => {
    const view = viewOf([0.8, 38.6, 0.8, 38.6], 300, 200);
    expect(Object.values(view).every(Number.isFinite)).toBe(true);
    expect(Number.isFinite(toPixel(view, { lat: 90, lon: 0 }).y)).toBe(true);
  });
});
