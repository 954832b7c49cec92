/** Reports that another system held become reports here, batch by batch, each row once. */
import { z } from 'zod';
import { placeTarget } from '#domain/access';
import { command, query } from '#domain/door';
import { type Place, placeOf } from '#domain/jurisdiction';
import type { Caller, Runtime, TenantId } from '#domain/kernel';
import { countImported, type ImportedReport, importBatch } from '#domain/reports';
import type { Row } from './import-columns.ts';
import { type Mapping, MappingProblem, mappingSchema, type Taken } from './import-mapping.ts';
import { rowReader } from './import-row.ts';

export { type Mapping, MappingProblem, type RowProblem, type Taken } from './import-mapping.ts';

/** Rows a transaction: a longer one would hold back the live events of everybody. */
export const ROWS_AT_ONCE = 1000;

export const importDuty = (tenant: TenantId): Caller => ({
  tenant,
  actor: { kind: 'system', duty: 'import' },
});

const IMPORT = {
  name: 'reports.import',
  purpose: 'respond',
  basis: 'public-task',
  target: (use: { tenant: TenantId }) => placeTarget(use.tenant),
} as const;

/** All of a batch or nothing. @returns how many were new. */
export const importReports = command({
  ...IMPORT,
  // Made by `openImport`, which has looked at every field.
  input: z.object({ source: z.string().min(1), reports: z.custom<readonly ImportedReport[]>() }),
  run: (use, { source, reports }) => importBatch(use, source, reports),
});

export interface CountedArea {
  /** Slug of the area; null for reports without one. */
  readonly area: string | null;
  readonly open: number;
  readonly closed: number;
}

/** What stands here of one source. Reads every row of it. */
export const countImportedReports = query({
  ...IMPORT,
  input: z.object({ source: z.string().min(1) }),
  run: async (use, { source }): Promise<CountedArea[]> => {
    const place = await placeOf(use, use.tenant);
    const byArea = new Map<string | null, { open: number; closed: number }>();
    for (const { area, closed, reports } of await countImported(use, source)) {
      const slug = area ? (place.areaById(area)?.slug ?? null) : null;
      const counts = byArea.get(slug) ?? { open: 0, closed: 0 };
      counts[closed ? 'closed' : 'open'] += reports;
      byArea.set(slug, counts);
    }
    return [...byArea].map(([area, counts]) => ({ area, ...counts }));
  },
});

export interface OpenImport {
  readonly mapping: Mapping;
  readonly place: Place;
  /** One row of the file, as it would be taken. Nothing is stored. */
  read(row: Row): Taken;
}

/** Throws `MappingProblem` when the mapping is not one, or does not fit the file or the place. */
export async function openImport(
  runtime: Runtime,
  tenant: TenantId,
  given: { readonly mapping: unknown; readonly header: Row },
): Promise<OpenImport> {
  const parsed = mappingSchema.safeParse(given.mapping);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'mapping'}: ${message}`,
    );
    throw new MappingProblem(lines.join('\n'));
  }
  const place = await placeOf(runtime, tenant);
  return { mapping: parsed.data, place, read: rowReader(parsed.data, place, given.header, runtime.clock()) };
}
