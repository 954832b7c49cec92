/** What a person's way of saying where comes to. Pure: no words are said here and nothing is kept. */

import { areaOf, type ReportDraft } from '#domain/journeys';
import type { Found, Place, Position } from '#domain/jurisdiction';
import { placePressed } from '../maps/picture.ts';
import type { FormFields } from './form-fields.ts';
import type { Reading } from './step.ts';

export const WIDEST = 8000;
export const NEAREST = 500;
const FIRST_LOOK = 2000;
const MOST_FOUND = 8;

type Where = NonNullable<ReportDraft['place']>;

export function pointOf(where: Where | undefined): Position | undefined {
  return where?.lat === undefined || where.lon === undefined ? undefined : { lat: where.lat, lon: where.lon };
}

/** The stretch of ground the picture shows; all of the place where nothing is marked. */
export function metresOf(text: string | undefined): number {
  const metres = Number(text);
  return metres >= NEAREST && metres <= WIDEST ? metres : FIRST_LOOK;
}

export const findFor = (place: Place, words: string): Found[] => place.findPlaces(words, MOST_FOUND);
export const nameOfFound = ({ code, number }: Found): string =>
  number === null ? code : `${code} ${number}`;

/** Words that we wrote for a point, and may write anew. What the person wrote is theirs. */
function isOurs(place: Place, where: Where | undefined, words: string | undefined): boolean {
  if (words === undefined) return true;
  const at = pointOf(where);
  return at !== undefined && place.nearestPlace(at.lat, at.lon)?.words === words;
}

function atPoint(
  place: Place,
  at: Position,
  how: 'map' | 'device',
  before: ReportDraft,
  words: string | undefined,
): Reading {
  const near = place.nearestPlace(at.lat, at.lon)?.words;
  const kept = isOurs(place, before.place, words) ? near : words;
  return { changes: { place: { how, ...at, words: kept }, area: undefined }, stay: true };
}

const numberOf = (text: string | undefined): number => (text === undefined ? Number.NaN : Number(text));

function readPress(form: FormFields, draft: ReportDraft, place: Place): Reading | undefined {
  const marked = pointOf(draft.place);
  const metres = metresOf(form.text('metres'));
  const around = marked && { at: marked, metres };
  const at = placePressed(place, 'map', form.record(), { around });
  if (at === undefined) return undefined;
  // A keyboard presses the picture at no point.
  if (at === null) return { changes: {}, problems: [{ field: '', code: 'map-not-pressed' }] };
  const closer = around ? metres : FIRST_LOOK;
  return { ...atPoint(place, at, 'map', draft, form.text('place.words')), seen: { metres: String(closer) } };
}

/** The two fields that a live map or the device fills; nothing where they hold no point on earth. */
function pointIn(form: FormFields): Position | undefined {
  const [lat, lon] = [numberOf(form.text('lat')), numberOf(form.text('lon'))];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined;
}

function readDevice(form: FormFields, draft: ReportDraft, place: Place): Reading {
  const at = pointIn(form);
  if (!at) return { changes: {}, problems: [{ field: '', code: 'no-position' }] };
  return atPoint(place, at, 'device', draft, draft.place?.words);
}

/** Did the live map move the mark, or take it away? */
function readPin(form: FormFields, draft: ReportDraft, place: Place): Reading | undefined {
  if (!form.has('lat')) return undefined;
  const at = pointIn(form);
  const marked = pointOf(draft.place);
  const isSame = (name: 'lat' | 'lon') => marked && at && marked[name].toFixed(6) === at[name].toFixed(6);
  if (at) {
    if (isSame('lat') && isSame('lon')) return undefined;
    return { changes: atPoint(place, at, 'map', draft, form.text('place.words')).changes };
  }
  if (!marked) return undefined;
  const typed = form.text('place.words');
  const words = isOurs(place, draft.place, typed) ? undefined : typed;
  const area = form.text('area');
  if (words || area) return { changes: { place: { how: words ? 'words' : 'list', words }, area } };
  return { changes: { place: undefined }, problems: [{ field: 'place.words', code: 'where-missing' }] };
}

const takeFound = ({ words, lat, lon }: Found): ReportDraft => ({
  place: { how: 'address', words, lat, lon },
  area: undefined,
});

/** "Find it": one answer is marked, several are offered, none is said. */
function readSearch(words: string | undefined, place: Place): Reading {
  if (!words) return { changes: {}, problems: [{ field: 'place.words', code: 'place-words-missing' }] };
  const found = findFor(place, words);
  const [only, ...others] = found;
  if (!only) {
    const changes: ReportDraft = { place: { how: 'words', words } };
    return { changes, problems: [{ field: 'place.words', code: 'place-not-found' }] };
  }
  if (others.length === 0) return { changes: takeFound(only), stay: true };
  return { changes: { place: { how: 'words', words } }, stay: true, seen: { asked: words } };
}

/** "Continue": whatever was given is taken as it is. Nobody is held up because a map does not know a name. */
function readAll(form: FormFields, draft: ReportDraft, place: Place): Reading {
  const words = form.text('place.words');
  const slug = form.text('area');
  if (slug !== undefined && !place.areaBySlug(slug)) {
    return { changes: {}, problems: [{ field: 'area', code: 'choose-one' }] };
  }
  const marked = pointOf(draft.place);
  const before = draft.place?.words ?? '';
  const isSameArea = slug === areaOf(draft, place)?.slug;
  // More was added to the marked place, or nothing was changed: the mark still holds.
  if (marked && isSameArea && (words ?? '').includes(before)) {
    return { changes: { place: { ...draft.place, how: draft.place?.how ?? 'map', words } } };
  }
  if (words && (isSameArea || !slug)) {
    const [only, ...others] = findFor(place, words);
    if (only && others.length === 0) return { changes: takeFound(only) };
    return { changes: { place: { how: 'words', words }, area: slug } };
  }
  if (words || slug) return { changes: { place: { how: words ? 'words' : 'list', words }, area: slug } };
  return { changes: {}, problems: [{ field: 'place.words', code: 'where-missing' }] };
}

export function readWhere(form: FormFields, draft: ReportDraft, place: Place): Reading {
  const words = form.text('place.words');
  if (form.has('none')) return { changes: { place: { how: 'none' }, area: undefined } };
  const press = readPress(form, draft, place);
  if (press) return press;
  if (form.has('device')) return readDevice(form, draft, place);
  if (form.has('find')) return readSearch(words, place);
  if (form.has('forget'))
    return { changes: { place: words ? { how: 'words', words } : undefined, area: undefined }, stay: true };
  const pick = form.text('pick');
  if (pick !== undefined) {
    const chosen = findFor(place, form.text('asked') ?? '').find((found) => nameOfFound(found) === pick);
    return chosen ? { changes: takeFound(chosen), stay: true } : readSearch(words, place);
  }
  const zoom = form.text('zoom');
  if (zoom !== undefined) {
    const metres = metresOf(form.text('metres')) * (zoom === 'in' ? 0.5 : 2);
    const kept = Math.min(WIDEST, Math.max(NEAREST, metres));
    return {
      changes: draft.place ? { place: { ...draft.place, words } } : {},
      stay: true,
      seen: { metres: String(kept) },
    };
  }
  return readPin(form, draft, place) ?? readAll(form, draft, place);
}
