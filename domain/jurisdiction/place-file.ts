/** The files by which a place is set up, and what must hold in them. See docs/operating.md for how they are written. */
import { z } from 'zod';
import { LANGUAGES } from './language.ts';
import { CATEGORY_KINDS, QUESTION_TYPES } from './place.ts';

const code = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use small letters, digits and single hyphens');
const localText = z
  .partialRecord(z.enum(LANGUAGES), z.string().trim().min(1, 'is empty'))
  .refine((text) => Object.keys(text).length > 0, 'needs at least one language');
const latitude = z.number().min(-90).max(90);
const longitude = z.number().min(-180).max(180);
const points = z.array(z.tuple([longitude, latitude])).min(4, 'a ring needs at least four points');

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

const question = z
  .strictObject({
    code,
    type: z.enum(QUESTION_TYPES),
    label: localText,
    help: localText.optional(),
    options: z
      .array(z.strictObject({ code, label: localText }))
      .min(1)
      .optional(),
  })
  .refine(
    (one) => (one.type === 'choice' || one.type === 'many') === (one.options !== undefined),
    'choice and many need options, other types have none',
  );

const category = z.strictObject({
  code,
  kind: z.enum(CATEGORY_KINDS),
  sensitive: z.boolean(),
  name: localText,
  hint: localText.optional(),
  firstReplyHours: z.int().positive(),
  outcomeDays: z.int().positive(),
  unit: code.nullable(),
  questions: z.array(question).default([]),
});

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time as 09:30');

const staff = z.strictObject({
  code,
  name: z.string().min(1),
  email: z.email(),
  hats: z.array(z.enum(['cpo', 'supervisor', 'controlRoom', 'administrator', 'dataProtection'])).min(1),
  unit: code.nullable(),
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/)).default([]),
  covers: z.array(z.strictObject({ area: code, role: z.enum(['officer', 'cover']) })).default([]),
  hours: z.strictObject({ text: localText }).optional(),
  walks: z
    .array(
      z.strictObject({ weekday: z.int().min(1).max(7), from: clockTime, to: clockTime, place: localText }),
    )
    .default([]),
  about: localText.optional(),
  away: z.array(z.strictObject({ from: z.iso.date(), until: z.iso.date() })).default([]),
});

const unit = z.strictObject({ code, name: localText, areas: z.array(code).default([]) });
const service = z.strictObject({
  code,
  name: localText,
  phone: z.string().optional(),
  address: z.string().optional(),
  about: localText.optional(),
});
const happening = z.strictObject({
  area: code,
  title: localText,
  text: localText,
  inDays: z.int(),
  hour: z.number().min(0).max(24),
});
const done = z.strictObject({
  area: code,
  title: localText,
  text: localText,
  daysAgo: z.int().nonnegative(),
  voices: z.int().nonnegative(),
});

const tenant = z.strictObject({
  slug: code,
  name: localText,
  timezone: z.string().refine(isTimeZone, 'is not a time zone we know, such as Europe/Madrid'),
  defaultLanguage: z.enum(LANGUAGES),
  languages: z.array(z.enum(LANGUAGES)).min(1),
  emergencyNumber: z.string().min(2, 'is too short'),
  nonEmergencyNumber: z.string().min(2, 'is too short').nullable().default(null),
  hosts: z.array(z.string().regex(/^[a-z0-9.-]+$/)).default([]),
  brand: z
    .strictObject({
      accent: z
        .string()
        .regex(/^#[0-9a-f]{6}$/i)
        .nullable(),
    })
    .default({ accent: null }),
  bounds: z.tuple([longitude, latitude, longitude, latitude]),
  stationAddress: z
    .strictObject({
      name: localText,
      street: z.string().min(1),
      city: z.string().min(1),
      hours: localText.optional(),
    })
    .nullable()
    .default(null),
  council: z.strictObject({ name: localText }).nullable().default(null),
  units: z.array(unit).default([]),
  services: z.array(service).default([]),
  categories: z.array(category).default([]),
  staff: z.array(staff).default([]),
  events: z.array(happening).default([]),
  actions: z.array(done).default([]),
});

const shape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(points).min(1) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(points).min(1)).min(1) }),
]);
const areas = z.object({
  type: z.literal('FeatureCollection'),
  features: z
    .array(z.object({ properties: z.object({ slug: code, name: localText }), geometry: shape }))
    .min(1, 'a place needs at least one area'),
});

const numberPoint = z.object({ n: z.int().positive(), lat: latitude, lon: longitude });
const entry = z.object({
  id: code,
  kind: z.string().min(1),
  name: z.string().min(1),
  aka: z.array(z.string().min(1)).default([]),
  lat: latitude,
  lon: longitude,
  numbers: z.array(numberPoint).default([]),
});

const drawing = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.object({ type: z.literal('Feature'), properties: z.unknown(), geometry: z.unknown() })),
});

const placeFile = z.strictObject({
  tenant,
  areas,
  places: z.array(entry).default([]),
  basemap: drawing.default({ type: 'FeatureCollection', features: [] }),
});

export type PlaceFile = z.output<typeof placeFile>;

/** What is wrong in the files, one line each: which file, where in it, and what. */
export class PlaceFileProblem extends Error {
  override readonly name = 'PlaceFileProblem';
  readonly lines: readonly string[];
  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

const FILE_NAMES: Readonly<Record<string, string>> = {
  tenant: 'tenant.json',
  areas: 'areas.geojson',
  places: 'places.json',
  basemap: 'basemap.geojson',
};

function lineOf(path: readonly PropertyKey[], message: string): string {
  const [file, ...inside] = path.map(String);
  return `${FILE_NAMES[file ?? ''] ?? file}: ${inside.join('.') || 'the whole file'}: ${message}`;
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** Names that point at nothing, names used twice, texts without the place's own language. */
function faultsBetween(file: PlaceFile): string[] {
  const { tenant: own } = file;
  const slugs = file.areas.features.map((feature) => feature.properties.slug);
  const units = own.units.map((one) => one.code);
  const faults: string[] = [];
  const known = (list: readonly string[], name: string, where: string, what: string) => {
    if (!list.includes(name)) faults.push(`tenant.json: ${where}: there is no ${what} "${name}"`);
  };
  if (!own.languages.includes(own.defaultLanguage)) {
    faults.push(`tenant.json: defaultLanguage: "${own.defaultLanguage}" is not among the languages`);
  }
  own.units.forEach((one, i) => {
    for (const slug of one.areas) known(slugs, slug, `units.${i}.areas`, 'area');
  });
  own.categories.forEach((one, i) => {
    if (one.unit !== null) known(units, one.unit, `categories.${i}.unit`, 'unit');
  });
  own.staff.forEach((one, i) => {
    if (one.unit !== null) known(units, one.unit, `staff.${i}.unit`, 'unit');
    for (const { area } of one.covers) known(slugs, area, `staff.${i}.covers`, 'area');
  });
  for (const list of ['events', 'actions'] as const) {
    own[list].forEach((one, i) => {
      known(slugs, one.area, `${list}.${i}.area`, 'area');
    });
  }
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['areas.geojson', slugs],
    ['places.json', file.places.map((one) => one.id)],
    ['tenant.json: units', units],
    ['tenant.json: services', own.services.map((one) => one.code)],
    ['tenant.json: categories', own.categories.map((one) => one.code)],
    ['tenant.json: staff', own.staff.map((one) => one.code)],
    ['tenant.json: units.areas', own.units.flatMap((one) => one.areas)],
  ];
  for (const [where, names] of lists) {
    for (const name of repeated(names)) faults.push(`${where}: "${name}" stands there twice`);
  }
  return faults;
}

export interface PlaceFileParts {
  readonly tenant: unknown;
  readonly areas: unknown;
  readonly places?: unknown;
  readonly basemap?: unknown;
}

/** Check the parsed files of a place. Throws `PlaceFileProblem` with every fault, not the first alone. */
export function parsePlaceFile(parts: PlaceFileParts): PlaceFile {
  const result = placeFile.safeParse(parts);
  if (!result.success) {
    throw new PlaceFileProblem(result.error.issues.map(({ path, message }) => lineOf(path, message)));
  }
  const faults = faultsBetween(result.data);
  if (faults.length > 0) throw new PlaceFileProblem(faults);
  return result.data;
}
