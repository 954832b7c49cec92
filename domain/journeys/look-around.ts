import { z } from 'zod';
import { placeTarget } from '#domain/access';
import {
  type DoneHere,
  getAreaPage,
  type Happening,
  type OfficerHere,
  whoAnswers,
} from '#domain/areas-and-officers';
import { query } from '#domain/door';
import { type Area, middleOfCell, type Place, placeOf } from '#domain/jurisdiction';
import { type Id, isId, orNotFound } from '#domain/kernel';
import { countPublishedByCell, listPublished, type Publication } from '#domain/reports';

const slug = z.string().regex(/^[a-z0-9-]{1,80}$/, 'wrong');
const areaOf = (place: Place, name: string): Area => orNotFound(place.areaBySlug(name));

export interface AreaView {
  readonly area: Area;
  readonly officers: readonly OfficerHere[];
  /** Who answers today. */
  readonly answering: OfficerHere | undefined;
  readonly comingUp: readonly Happening[];
  readonly doneHere: readonly DoneHere[];
}

/** Everything about one area that anybody may know. */
export const lookAtArea = query({
  name: 'areas.look',
  input: z.object({ area: slug }),
  purpose: 'inform',
  basis: 'no-personal-data',
  target: (use) => placeTarget(use.tenant),
  run: async (use, input): Promise<AreaView> => {
    const area = areaOf(await placeOf(use, use.tenant), input.area);
    const page = await getAreaPage(use, area.id);
    return { ...page, area, answering: whoAnswers(page.officers) };
  },
});

const PAGE = 20;

/** `<time>_<id>` of the last line that was shown. */
function parseBefore(text: string | undefined): { at: Date; id: Id<'report'> } | undefined {
  const [time = '', id = ''] = (text ?? '').split('_');
  if (!/^\d{1,15}$/.test(time) || !isId<'report'>(id)) return undefined;
  return { at: new Date(Number(time)), id };
}

export interface PublishedPage {
  readonly area: Area;
  readonly reports: readonly Publication[];
  /** Where the next page begins; none at the end. */
  readonly next: string | undefined;
}

/** What the police made public of reports in an area, a page at a time, newest first. */
export const listPublishedReports = query({
  name: 'reports.public',
  input: z.object({ area: slug, before: z.string().max(80, 'wrong').optional() }),
  purpose: 'inform',
  basis: 'no-personal-data',
  target: (use) => placeTarget(use.tenant),
  run: async (use, input): Promise<PublishedPage> => {
    const area = areaOf(await placeOf(use, use.tenant), input.area);
    const before = parseBefore(input.before);
    const found = await listPublished(use, { area: area.id, before, limit: PAGE + 1 });
    const reports = found.slice(0, PAGE);
    const last = reports.at(-1);
    const isMore = found.length > PAGE && last !== undefined;
    return { area, reports, next: isMore ? `${last.publishedAt.getTime()}_${last.report}` : undefined };
  },
});

export interface CellOfReports {
  readonly cell: string;
  readonly lat: number;
  readonly lon: number;
  readonly published: number;
}

/** How many published reports stand in each cell of about 0.1 km². A single report is never a point. */
export const countPublishedOnMap = query({
  name: 'reports.public',
  input: z.object({ area: slug }),
  purpose: 'inform',
  basis: 'no-personal-data',
  target: (use) => placeTarget(use.tenant),
  run: async (use, input): Promise<CellOfReports[]> => {
    const area = areaOf(await placeOf(use, use.tenant), input.area);
    const cells = await countPublishedByCell(use, area.id);
    return cells.map(({ cell, published }) => ({ cell, published, ...middleOfCell(cell) }));
  },
});
