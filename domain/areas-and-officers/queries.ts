import { listMembers } from '#domain/identity';
import { dayIn, placeOf } from '#domain/jurisdiction';
import type { Id, Use } from '#domain/kernel';
import { type AreaPage, type OfficerHere, whoAnswers } from './officer.ts';
import { listAssigned, listComingUp, listDoneHere } from './store.ts';

const FEW = 5;

/** Who looks after an area today. Somebody who has left the force looks after nothing, whatever was assigned. */
async function listOfficers(use: Use, area: Id<'area'>): Promise<OfficerHere[]> {
  const { timezone } = await placeOf(use, use.tenant);
  const assigned = await listAssigned(use, area, dayIn(timezone, use.now));
  if (assigned.length === 0) return [];
  const members = new Map((await listMembers(use)).map((member) => [member.id, member]));
  return assigned.flatMap((one): OfficerHere[] => {
    const member = members.get(one.staff);
    return member?.active ? [{ ...one, name: member.name, languages: member.languages }] : [];
  });
}

/** Four statements, whatever there is. */
export async function getAreaPage(use: Use, area: Id<'area'>): Promise<AreaPage> {
  return {
    officers: await listOfficers(use, area),
    comingUp: await listComingUp(use, area, FEW),
    doneHere: await listDoneHere(use, area, FEW),
  };
}

/** Who answers for an area today; nobody where no officer was named. Two statements. */
export async function officerOf(use: Use, area: Id<'area'>): Promise<OfficerHere | undefined> {
  return whoAnswers(await listOfficers(use, area));
}
