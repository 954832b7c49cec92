/** Where a report stands, in one sentence: who has it, and by when something comes. Pure. */
import type { FollowedReport } from '#domain/journeys';
import type { Place } from '#domain/jurisdiction';
import type { Id } from '#domain/kernel';
import { text, type Voice } from '#words';

export interface Standing {
  readonly kind: 'waiting' | 'answered' | 'asked' | 'late' | 'closed';
  readonly sentence: string;
}

type StandingOf = Pick<FollowedReport, 'report' | 'looks' | 'names' | 'messages' | 'now'>;

/** Who has it by name, else who wrote last, else the unit, else the place's police. */
export function whoHolds(
  of: Pick<FollowedReport, 'report' | 'names' | 'messages'>,
  place: Place,
  voice: Voice,
): string {
  const { assignee, unit } = of.report;
  const lastWriter = of.messages.findLast(({ staff }) => staff !== null)?.staff;
  const name = [assignee, lastWriter].map((id) => id && of.names.get(id)).find(Boolean);
  if (name) return voice.say('follow.officer', { name });
  const held = unit && place.unitById(unit);
  if (held) return text(held.name, voice.language, place.defaultLanguage);
  return voice.say('follow.police', { place: text(place.name, voice.language, place.defaultLanguage) });
}

export function writerOf(of: Pick<FollowedReport, 'names'>, staff: Id<'staff'> | null, voice: Voice): string {
  const name = staff && of.names.get(staff);
  return name ? voice.say('follow.officer', { name }) : voice.say('follow.anOfficer');
}

/** The first time somebody of the police opened it. */
function firstReadAt({ looks }: Pick<FollowedReport, 'looks'>): Date | undefined {
  return looks.filter(({ actorKind, action }) => actorKind === 'staff' && action === 'reports.open').at(-1)
    ?.at;
}

function sayOpen(of: StandingOf, place: Place, voice: Voice, who: string, due: string): string {
  const { report } = of;
  const { say } = voice;
  if (report.status === 'waiting') return say('follow.status.waiting', { who });
  if (report.status === 'referred' && report.agency) {
    const service = place.agencyById(report.agency);
    const agency = service ? text(service.name, voice.language, place.defaultLanguage) : '';
    return say('follow.status.referred', { agency, who, due });
  }
  if (report.dueKind === 'promise') return say('follow.status.promise', { who, due });
  if (report.dueKind === 'outcome') return say('follow.status.outcome', { who, due });
  if (report.repliedAt) return say('follow.status.wrote', { who, due });
  const readAt = firstReadAt(of);
  if (!readAt) return say('follow.status.arrived', { who, due });
  return say('follow.status.read', { who, due, day: voice.date(readAt, 'day') });
}

export function standingOf(of: StandingOf, place: Place, voice: Voice): Standing {
  const { report, now } = of;
  const { say } = voice;
  if (report.closedAt) {
    const date = voice.date(report.closedAt);
    if (report.outcome === 'withdrawn')
      return { kind: 'closed', sentence: say('follow.status.withdrawn', { date }) };
    const outcome = say(`follow.outcome.${report.outcome ?? 'cannot'}`);
    return { kind: 'closed', sentence: say('follow.status.closed', { date, outcome }) };
  }
  const due = report.dueAt ? voice.dateTime(report.dueAt, 'day') : '';
  if (report.dueAt && report.dueAt < now)
    return { kind: 'late', sentence: say('follow.status.late', { due }) };
  const sentence = sayOpen(of, place, voice, whoHolds(of, place, voice), due);
  if (report.status === 'waiting') return { kind: 'asked', sentence };
  return { kind: report.repliedAt ? 'answered' : 'waiting', sentence };
}
