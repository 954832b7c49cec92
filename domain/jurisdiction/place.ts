import type { Id, TenantId } from '#domain/kernel';
import type { Found, Near } from './gazetteer.ts';
import type { Box, Cell, Position, Shape } from './geometry.ts';
import type { Language, LocalText } from './language.ts';

export const CATEGORY_KINDS = ['incident', 'hate', 'worry', 'question', 'compliment', 'complaint'] as const;
export type CategoryKind = (typeof CATEGORY_KINDS)[number];

export const QUESTION_TYPES = ['text', 'choice', 'many', 'yesno', 'number'] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

export interface Option {
  readonly code: string;
  readonly label: LocalText;
}

/** A question of one category. Nobody has to answer it. */
export interface CategoryQuestion {
  readonly code: string;
  readonly type: QuestionType;
  readonly label: LocalText;
  readonly help?: LocalText | undefined;
  readonly options?: readonly Option[] | undefined;
}

export interface Category {
  readonly id: Id<'category'>;
  readonly code: string;
  readonly kind: CategoryKind;
  /** Pages about it leave no trace and have a quick exit. */
  readonly sensitive: boolean;
  readonly name: LocalText;
  readonly hint: LocalText;
  readonly firstReplyHours: number;
  readonly outcomeDays: number;
  /** `null`: the unit of the area. */
  readonly unit: Id<'unit'> | null;
  readonly questions: readonly CategoryQuestion[];
  /** False for one that is no longer offered; old reports still name it. */
  readonly active: boolean;
}

export interface Area {
  readonly id: Id<'area'>;
  readonly slug: string;
  readonly name: LocalText;
  readonly shape: Shape;
  readonly box: Box;
  /** A point inside it, near its middle. */
  readonly centre: Position;
  readonly active: boolean;
}

export interface Unit {
  readonly id: Id<'unit'>;
  readonly code: string;
  readonly name: LocalText;
  readonly areas: readonly Id<'area'>[];
  readonly active: boolean;
}

/** A service outside the police, such as the city's lighting. */
export interface Agency {
  readonly id: Id<'agency'>;
  readonly code: string;
  readonly name: LocalText;
  readonly about: LocalText;
  readonly phone: string | null;
  readonly address: string | null;
  readonly active: boolean;
}

/** What the place has set once for all its pages. */
export interface Settings {
  readonly name: LocalText;
  readonly timezone: string;
  readonly defaultLanguage: Language;
  readonly languages: readonly Language[];
  readonly emergencyNumber: string;
  readonly nonEmergencyNumber: string | null;
  /** Names by which browsers reach this place; none: it is reached as the only one or by choice. */
  readonly hosts: readonly string[];
  readonly brand: { readonly accent: string | null };
  /** West, south, east, north. */
  readonly bounds: Box;
  /** Where somebody can go and talk to a person. */
  readonly station: {
    readonly name: LocalText;
    readonly address: string;
    readonly hours: LocalText | null;
  } | null;
  readonly council: LocalText | null;
}

/** All that one place has set, ready for questions. Immutable: a change makes a new one. */
export interface Place extends Settings {
  readonly tenant: TenantId;
  readonly slug: string;
  /** Changes with anything of the place; good as an ETag. */
  readonly version: string;
  /** Those in use, in the place's order. */
  readonly areas: readonly Area[];
  readonly units: readonly Unit[];
  readonly agencies: readonly Agency[];
  readonly categories: readonly Category[];
  /** By id, also those no longer in use, since old reports name them. */
  areaById(id: string): Area | undefined;
  unitById(id: string): Unit | undefined;
  agencyById(id: string): Agency | undefined;
  categoryById(id: string): Category | undefined;
  areaBySlug(slug: string): Area | undefined;
  unitByCode(code: string): Unit | undefined;
  agencyByCode(code: string): Agency | undefined;
  categoryByCode(code: string): Category | undefined;
  /** The area in which a point lies; nothing outside the place. */
  areaAt(lat: number, lon: number): Area | undefined;
  /** The H3 cell of resolution 9 (about 300 m across) in which a point lies. */
  cellOf(lat: number, lon: number): Cell;
  /** Places whose words begin with the words of the query, in any language, accents or not. */
  findPlaces(query: string, limit?: number): Found[];
  /** What is nearest to a point, within 500 m: a street with its number, or a place. */
  nearestPlace(lat: number, lon: number): Near | undefined;
  /** Who handles a category in an area: the category's own unit, else the area's. */
  routeUnit(category: Category, area: Area | undefined): Unit | undefined;
}
