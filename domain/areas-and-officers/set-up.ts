import { dayIn, instantIn, type PlaceFile, placeOf } from '#domain/jurisdiction';
import { DAY, type Id, newId, orNotFound, type Use } from '#domain/kernel';
import { writeActions, writeAssignments, writeAway, writeEvents, writeProfiles } from './store.ts';

type Lines = Pick<PlaceFile['tenant'], 'staff' | 'events' | 'actions'>;

/**
 * Make officers, events and actions what the files of the place say.
 *
 * @param staffByCode members that are there already; a line about nobody is refused.
 * @returns how many things changed.
 */
export async function loadOfficers(
  use: Use,
  lines: Lines,
  staffByCode: ReadonlyMap<string, Id<'staff'>>,
): Promise<number> {
  const place = await placeOf(use, use.tenant);
  const today = dayIn(place.timezone, use.now);
  const dayFrom = (days: number) => dayIn(place.timezone, new Date(use.now.getTime() + days * DAY));
  const areaOf = (slug: string) => orNotFound(place.areaBySlug(slug), slug).id;
  const staffOf = (code: string) => orNotFound(staffByCode.get(code), code);
  const { staff } = lines;
  let changes = await writeProfiles(
    use,
    staff.map(({ code, hours, about, walks }) => ({
      ...{ staff: staffOf(code), hours: hours?.text ?? {}, about: about ?? {}, walks },
    })),
  );
  changes += await writeAssignments(
    use,
    staff.flatMap((one) =>
      one.covers.map(({ area, role }) => ({ area: areaOf(area), staff: staffOf(one.code), role })),
    ),
    today,
  );
  changes += await writeAway(
    use,
    staff.flatMap((one) => one.away.map((range) => ({ staff: staffOf(one.code), ...range }))),
  );
  changes += await writeEvents(
    use,
    lines.events.map(({ area, title, text, inDays, hour }, index) => ({
      ...{ id: newId<'event'>(use.now.getTime()), code: `event-${index + 1}`, area: areaOf(area), title },
      ...{ words: text, at: instantIn(place.timezone, dayFrom(inDays), hour) },
    })),
  );
  changes += await writeActions(
    use,
    lines.actions.map(({ area, title, text, daysAgo, voices }, index) => ({
      ...{ id: newId<'action'>(use.now.getTime()), code: `action-${index + 1}`, area: areaOf(area), title },
      ...{ words: text, done_on: dayFrom(-daysAgo), voices },
    })),
  );
  return changes;
}
