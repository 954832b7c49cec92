/** How the desk names what a place has set and who works there, in the officer's language. */
import type { Member } from '#domain/identity';
import type { Place } from '#domain/jurisdiction';
import type { Id } from '#domain/kernel';
import { isLanguage, ownNameOf, text, type Voice } from '#words';

export interface Names {
  category(id: string): string;
  area(id: string | null): string | undefined;
  unit(id: string | null): string | undefined;
  agency(id: string | null): string | undefined;
  member(id: Id<'staff'> | null): string | undefined;
  languageOf(code: string): string;
}

export function namesOf(place: Place, colleagues: readonly Member[], { language }: Voice): Names {
  const said = (thing: { readonly name: Parameters<typeof text>[0] } | undefined) =>
    thing && text(thing.name, language, place.defaultLanguage);
  const members = new Map<string, string>(colleagues.map(({ id, name }) => [id, name]));
  return {
    category: (id) => said(place.categoryById(id)) ?? '',
    area: (id) => said(place.areaById(id ?? '')),
    unit: (id) => said(place.unitById(id ?? '')),
    agency: (id) => said(place.agencyById(id ?? '')),
    member: (id) => members.get(id ?? ''),
    languageOf: (code) => (isLanguage(code) ? ownNameOf(code) : code),
  };
}
