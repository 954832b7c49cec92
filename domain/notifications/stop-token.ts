import { type Id, isId, type Use } from '#domain/kernel';

const contextOf = (use: Pick<Use, 'tenant'>) => `notifications.stop|${use.tenant}`;

/**
 * What stands in the "no more mails" link: the report, wrapped by the master key, so that the address names no report
 * and nobody can make one. Whoever holds the link can stop the mails, and nothing else.
 */
export function makeStopToken(use: Pick<Use, 'tenant' | 'keyring'>, report: Id<'report'>): string {
  return use.keyring
    .wrap(Buffer.from(report.replaceAll('-', ''), 'hex'), contextOf(use))
    .toString('base64url');
}

/** The report of a link, or nothing when we did not make it for this place. */
export function openStopToken(use: Pick<Use, 'tenant' | 'keyring'>, token: string): Id<'report'> | undefined {
  if (!/^[A-Za-z0-9_-]{60,80}$/.test(token)) return undefined;
  try {
    const hex = use.keyring.unwrap(Buffer.from(token, 'base64url'), contextOf(use)).toString('hex');
    const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    return isId<'report'>(id) ? id : undefined;
  } catch {
    return undefined;
  }
}
