/** What officers and the reporter do to a report. Each locks the report, asks the life cycle, writes and tells. */

import { loadKeys } from '#domain/access';
import { emit, type Id, Refusal, type Use } from '#domain/kernel';
import { decideStep, type Step } from '../lifecycle.ts';
import type { Outcome, Report, Urgency } from '../report.ts';
import { type Change, changeReport, lockReport, type NewActivity, type StoredReport } from '../store.ts';

async function tell(use: Use, report: Report, topic: string): Promise<void> {
  await emit(use, topic, 'staff', { report: report.id, unit: report.unit });
  await emit(use, topic, `report:${report.id}`, { report: report.id });
}

/** Refuse when somebody else changed the report after it was shown. */
function checkVersion(report: Report, seen: number | undefined): void {
  if (seen !== undefined && report.version !== seen) throw new Refusal('changed-meanwhile');
}

async function take(
  use: Use,
  id: Id<'report'>,
  step: Step,
  options: { promise?: Date | undefined; version?: number | undefined },
  also: (report: StoredReport) => { change: Change; activity: NewActivity },
): Promise<StoredReport> {
  const report = await lockReport(use, id);
  checkVersion(report, options.version);
  const decision = decideStep(report, step, use.now, options.promise);
  if (!decision.allowed)
    throw new Refusal(decision.why === 'reopen-window-over' ? 'too-late' : 'not-in-this-state', decision.why);
  const { change, activity } = also(report);
  if (activity.words) await loadKeys(use, [report.subject]);
  const { status, dueKind, dueAt } = decision;
  await changeReport(use, report, { status, dueKind, dueAt, ...change }, activity);
  await tell(use, report, `report.${activity.verb}`);
  return report;
}

export interface Triage {
  readonly report: Id<'report'>;
  readonly category: Id<'category'>;
  readonly urgency: Urgency;
  readonly reason: string;
  readonly unit: Id<'unit'> | null;
  readonly assignee: Id<'staff'> | null;
  readonly promise?: Date | undefined;
  readonly version?: number | undefined;
}

/** The first decision: what it is, how urgent and why, and who holds it. */
export function triage(use: Use, decision: Triage): Promise<Report> {
  const { category, urgency, unit, assignee, promise, version } = decision;
  return take(use, decision.report, 'triage', { promise, version }, () => ({
    change: { category, urgency, unit, assignee },
    activity: {
      verb: 'triaged',
      detail: { urgency, unit, assignee, promise: promise?.toISOString() ?? null },
      words: decision.reason,
    },
  }));
}

/** Hand a report to a unit, a person, or both. What is owed to the resident does not move with it. */
export async function assign(
  use: Use,
  to: {
    report: Id<'report'>;
    unit: Id<'unit'> | null;
    assignee: Id<'staff'> | null;
    version?: number | undefined;
  },
): Promise<Report> {
  const report = await lockReport(use, to.report);
  checkVersion(report, to.version);
  if (report.closedAt) throw new Refusal('not-in-this-state');
  const { unit, assignee } = to;
  await changeReport(use, report, { unit, assignee }, { verb: 'assigned', detail: { unit, assignee } });
  await tell(use, report, 'report.assigned');
  if (unit !== report.unit) await emit(use, 'report.assigned', 'staff', { report: report.id, unit });
  return report;
}

/** An officer's message was sent. `asks`: the resident's answer is awaited. `promise`: the date by which more follows. */
export function recordReply(
  use: Use,
  reply: { report: Id<'report'>; asks: boolean; promise?: Date | undefined; version?: number | undefined },
): Promise<Report> {
  return take(
    use,
    reply.report,
    reply.asks ? 'ask' : 'reply',
    { promise: reply.promise, version: reply.version },
    (report) => ({
      change: { repliedAt: report.repliedAt ?? use.now },
      activity: {
        verb: reply.asks ? 'asked' : 'replied',
        detail: { promise: reply.promise?.toISOString() ?? null },
      },
    }),
  );
}

/** The resident wrote; an answer is owed. */
export function recordMessage(use: Use, id: Id<'report'>): Promise<Report> {
  return take(use, id, 'write', {}, () => ({ change: {}, activity: { verb: 'wrote' } }));
}

/** It belongs to an outside service, which the resident is shown by name. The report stays answered for here. */
export function refer(
  use: Use,
  to: { report: Id<'report'>; agency: Id<'agency'>; version?: number | undefined },
): Promise<Report> {
  return take(use, to.report, 'refer', { version: to.version }, (report) => ({
    change: { agency: to.agency, repliedAt: report.repliedAt ?? use.now },
    activity: { verb: 'referred', detail: { agency: to.agency } },
  }));
}

/** End it, with an outcome. The message to the resident goes with it in the same transaction (journey). */
export function close(
  use: Use,
  how: { report: Id<'report'>; outcome: Outcome; version?: number | undefined },
): Promise<Report> {
  return take(use, how.report, 'close', { version: how.version }, (report) => ({
    change: { outcome: how.outcome, closedAt: use.now, repliedAt: report.repliedAt ?? use.now },
    activity: { verb: 'closed', detail: { outcome: how.outcome } },
  }));
}

/** "This did not solve it": the reporter opens it again within 28 days, and is owed a reply. */
export function reopen(use: Use, id: Id<'report'>): Promise<Report> {
  return take(use, id, 'reopen', {}, (report) => ({
    change: { outcome: null, closedAt: null, reopened: report.reopened + 1 },
    activity: { verb: 'reopened' },
  }));
}

/** The reporter takes it back. */
export function withdraw(use: Use, id: Id<'report'>): Promise<Report> {
  return take(use, id, 'withdraw', {}, () => ({
    change: { outcome: 'withdrawn', closedAt: use.now },
    activity: { verb: 'withdrawn' },
  }));
}

/** A note among officers. The reporter does not see it, and it is erased with the reporter. */
export async function note(use: Use, id: Id<'report'>, words: string): Promise<void> {
  const report = await lockReport(use, id);
  await loadKeys(use, [report.subject]);
  await changeReport(use, report, {}, { verb: 'noted', words });
  await emit(use, 'report.noted', 'staff', { report: report.id, unit: report.unit });
}
