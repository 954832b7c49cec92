/** Which area this browser has chosen. The cookie holds the area's name and nothing of the address that found it. */
import { bodyLimit } from 'hono/body-limit';
import type { Area, Found, Place } from '#domain/jurisdiction';
import { dropCookie, keepCookie, readCookie } from '../../server/session.ts';
import type { PageContext, Web } from '../../server/visit.ts';
import { placePressed } from '../maps/picture.ts';

const COOKIE = 'area';
const YEAR = 365 * 24 * 3600;

export const smallBody = bodyLimit({ maxSize: 10_000 });

export function areaChosen(c: PageContext, web: Web): Area | undefined {
  return c.get('place').areaBySlug(readCookie(c, web, COOKIE) ?? '');
}

export function keepArea(c: PageContext, web: Web, area: Area): void {
  keepCookie(c, web, COOKIE, area.slug, { maxAge: YEAR });
}

export function forgetArea(c: PageContext, web: Web): void {
  dropCookie(c, web, COOKIE);
}

export interface Candidate {
  readonly found: Found;
  readonly area: Area;
}

/** What a person's way of saying where they live comes to. */
export type Answer =
  | { readonly kind: 'area'; readonly area: Area }
  | { readonly kind: 'forget' }
  | { readonly kind: 'several'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'nothing'; readonly problem: Problem };
export type Problem = 'address-missing' | 'address-unknown' | 'outside' | 'map-not-pressed';

type Given = Readonly<Record<string, unknown>>;

const nothing = (problem: Problem): Answer => ({ kind: 'nothing', problem });
const numberOf = (value: unknown): number =>
  typeof value === 'string' && value !== '' ? Number(value) : Number.NaN;

function byPosition(place: Place, lat: number, lon: number): Answer {
  const area = place.areaAt(lat, lon);
  return area ? { kind: 'area', area } : nothing('outside');
}

function byAddress(place: Place, address: string): Answer {
  if (address.trim() === '') return nothing('address-missing');
  const found = place.findPlaces(address, 8);
  const candidates = found.flatMap((one): Candidate[] => {
    const area = place.areaAt(one.lat, one.lon);
    return area ? [{ found: one, area }] : [];
  });
  const [first, ...others] = candidates;
  if (!first) return nothing('address-unknown');
  const isOne = others.every(({ area }) => area.id === first.area.id);
  return isOne ? { kind: 'area', area: first.area } : { kind: 'several', candidates };
}

/** A name from the list, a press on the map, the device's position, or an address: all equal. */
export function answerOf(place: Place, given: Given): Answer {
  if (given.forget !== undefined) return { kind: 'forget' };
  if (typeof given.area === 'string') {
    const area = place.areaBySlug(given.area);
    return area ? { kind: 'area', area } : nothing('address-unknown');
  }
  const pressed = placePressed(place, 'map', given);
  if (pressed === null) return nothing('map-not-pressed');
  if (pressed) return byPosition(place, pressed.lat, pressed.lon);
  if (given.lat !== undefined) return byPosition(place, numberOf(given.lat), numberOf(given.lon));
  return byAddress(place, typeof given.address === 'string' ? given.address.slice(0, 200) : '');
}
