import { dayIn, placeOf } from '#domain/jurisdiction';
import type { Id, Use } from '#domain/kernel';
import { type AreaPage, type OfficerHere, whoAnswers } from './officer.ts';
import { listComingUp, listDoneHere, listOfficersOf } from './store.ts';

const FEW = 5;

async function todayOf(use: Use): Promise<string> {
  return dayIn((await placeOf(use, use.tenant)).timezone, use.now);
}

/** Three statements, whatever there is. */
export async function getAreaPage(use: Use, area: Id<'area'>): Promise<AreaPage> {
  return {
    officers: await listOfficersOf(use, [area], await todayOf(use)),
    comingUp: await listComingUp(use, area, FEW),
    doneHere: await listDoneHere(use, area, FEW),
  };
}

/** Who answers for an area today; nobody where no officer was named. */
export async function officerOf(use: Use, area: Id<'area'>): Promise<OfficerHere | undefined> {
  return whoAnswers(await listOfficersOf(use, [area], await todayOf(use)));
}
