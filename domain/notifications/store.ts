import { sql } from 'kysely';
import type { Id, Use } from '#domain/kernel';
import type { Delivery } from './delivery.ts';

export interface MailState {
  /** This very mail was sent or refused before. */
  readonly done: boolean;
  readonly stopped: boolean;
}

export async function findMailState(use: Use, report: Id<'report'>, job: string): Promise<MailState> {
  const { rows } = await sql<MailState>`select
    exists (select from notifications.delivery where tenant = ${use.tenant} and report = ${report} and job = ${job}) as done,
    exists (select from notifications.stopped where tenant = ${use.tenant} and report = ${report}) as stopped`.execute(
    use.db,
  );
  return rows[0] ?? { done: false, stopped: false };
}

export async function isStopped(use: Use, report: Id<'report'>): Promise<boolean> {
  return (await findMailState(use, report, '')).stopped;
}

/** Sent twice after a crash, the first word stands. */
export async function keepDelivery(use: Use, delivery: Delivery): Promise<void> {
  const { report, job, about, outcome, code } = delivery;
  await sql`insert into notifications.delivery (tenant, report, job, about, outcome, code, at)
    values (${use.tenant}, ${report}, ${job}, ${about}, ${outcome}, ${code}, ${use.now}) on conflict do nothing`.execute(
    use.db,
  );
}

export async function stopMails(use: Use, report: Id<'report'>): Promise<void> {
  await sql`insert into notifications.stopped (tenant, report, at) values (${use.tenant}, ${report}, ${use.now})
    on conflict do nothing`.execute(use.db);
}

export async function allowMails(use: Use, report: Id<'report'>): Promise<void> {
  await sql`delete from notifications.stopped where tenant = ${use.tenant} and report = ${report}`.execute(
    use.db,
  );
}

export async function deleteNotifications(use: Use, report: Id<'report'>): Promise<void> {
  await sql`with d as (delete from notifications.delivery where tenant = ${use.tenant} and report = ${report})
    delete from notifications.stopped where tenant = ${use.tenant} and report = ${report}`.execute(use.db);
}
