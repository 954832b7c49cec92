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
import { type Id, isId, mac, openWith, orNotFound, sealWith, type Use } from '#domain/kernel';
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

/**
 * What anybody may know of a report that was made public. Not its id: that tells to the millisecond when somebody began
 * to write, and a look into the records of a network would do the rest.
 */
export interface PublicReport extends Omit<Publication, 'report' | 'cell'> {
  /** Tells this one from the others of the list, and nothing else. */
  readonly key: string;
}

function publicReport(use: Use, { report, cell: _, ...told }: Publication): PublicReport {
  const key = mac(use.keyring.derive('public-report'), `${use.tenant}|${report}`).toString('base64url');
  return { ...told, key: key.slice(0, 16) };
}

/** The last line that was shown, for the address of the next page, where nobody can read it. */
function sealBefore(use: Use, { publishedAt, report }: Publication): string {
  const line = Buffer.from(`${publishedAt.getTime()}_${report}`);
  return sealWith(use.keyring.derive('public-page'), line, `${use.tenant}`).toString('base64url');
}

/** An address that is not ours, or from before a change of the master key, leads to the first page. */
function openBefore(use: Use, text: string): { at: Date; id: Id<'report'> } | undefined {
  try {
    const key = use.keyring.derive('public-page');
    const line = openWith(key, Buffer.from(text, 'base64url'), `${use.tenant}`).toString();
    const [time = '', id = ''] = line.split('_');
    return isId<'report'>(id) ? { at: new Date(Number(time)), id } : undefined;
  } catch {
    return undefined;
  }
}

export interface PublishedPage {
  readonly area: Area;
  readonly reports: readonly PublicReport[];
  /** Where the next page begins; none at the end. */
  readonly next: string | undefined;
}

/** What the police made public of reports in an area, a page at a time, newest first. */
export const listPublishedReports = query({
  name: 'reports.public',
  input: z.object({ area: slug, before: z.string().max(200, 'wrong').optional() }),
  purpose: 'inform',
  basis: 'no-personal-data',
  target: (use) => placeTarget(use.tenant),
  run: async (use, input): Promise<PublishedPage> => {
    const area = areaOf(await placeOf(use, use.tenant), input.area);
    const before = input.before === undefined ? undefined : openBefore(use, input.before);
    const found = await listPublished(use, { area: area.id, before, limit: PAGE + 1 });
    const reports = found.slice(0, PAGE);
    const last = reports.at(-1);
    const isMore = found.length > PAGE && last !== undefined;
    return {
      area,
      reports: reports.map((one) => publicReport(use, one)),
      next: isMore ? sealBefore(use, last) : undefined,
    };
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
