import { emit, type Id, type Use } from '#domain/kernel';
import { deleteReport, lockReport } from '../store.ts';

/**
 * Remove a report with everything this slice knows of it, also what was made public. Whose words they were is erased
 * apart, by destroying the key. Two at once: the second finds nothing.
 */
export async function erase(use: Use, id: Id<'report'>): Promise<void> {
  const { unit } = await lockReport(use, id);
  await deleteReport(use, id);
  await emit(use, 'report.erased', 'staff', { report: id, unit });
  await emit(use, 'report.erased', `report:${id}`, { report: id });
}
