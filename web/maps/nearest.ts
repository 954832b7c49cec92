// Says in words where a point is: nearest street and area.
import { fillIn, type MapWords } from './map-words.ts';
import type { Place } from './projection.ts';

type Nearest = { street: string | null; area: string | null; inside: boolean };

function nearestFrom(body: unknown): Nearest {
  const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const words = (value: unknown) => (typeof value === 'string' && value ? value : null);
  return { street: words(given.street), area: words(given.area), inside: given.inside !== false };
}

function describe({ street, area, inside }: Nearest, words: MapWords): string {
  if (!inside) return words.outside;
  if (street && area) return fillIn(words.near, { street, area });
  if (street) return fillIn(words.nearStreet, { street });
  return area ? fillIn(words.inArea, { area }) : words.unknown;
}

/** Asks for one point at a time; an answer that comes after a newer question is thrown away. */
export function makeTeller(words: MapWords) {
  let asking = new AbortController();
  return async ({ lat, lon }: Place): Promise<string | undefined> => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    try {
      // In the body: addresses end up in the logs of whatever stands between.
      const body = new URLSearchParams({ lat: lat.toFixed(6), lon: lon.toFixed(6) });
      const answer = await fetch('/maps/nearest', { method: 'POST', body, signal });
      return answer.ok ? describe(nearestFrom(await answer.json()), words) : words.unknown;
    } catch {
      return signal.aborted ? undefined : words.unknown;
    }
  };
}
