/** Which part of the queue somebody looks at; carried in addresses, so that a report leads back to the same list. */
import { INBOX_GROUPS, INBOX_SCOPES, type InboxScope } from '#domain/journeys';
import type { Staff } from '#domain/kernel';

export type InboxGroup = (typeof INBOX_GROUPS)[number];

export interface View {
  readonly group: InboxGroup;
  readonly scope: InboxScope;
  readonly after: string | undefined;
}

/** What this hat can look at: an officer their own and their unit's, the others every unit's. */
export function scopesOf(staff: Staff): InboxScope[] {
  const all = staff.hat === 'supervisor' || staff.hat === 'controlRoom';
  return INBOX_SCOPES.filter((scope) => (scope === 'all' ? all : scope === 'unit' ? staff.unit : true));
}

export function viewOf(query: Readonly<Record<string, string | undefined>>, staff: Staff): View {
  const scopes = scopesOf(staff);
  const first = staff.hat === 'controlRoom' ? 'all' : staff.unit ? 'unit' : (scopes.at(-1) ?? 'mine');
  return {
    group: INBOX_GROUPS.find((group) => group === query.group) ?? 'all',
    scope: scopes.find((scope) => scope === query.scope) ?? first,
    after: query.after,
  };
}

/** The view as the end of an address; `more` replaces parts of it. */
export function viewQuery(view: View, more: Partial<View> = {}): string {
  const { group, scope, after } = { ...view, ...more };
  const query = new URLSearchParams({ scope });
  if (group !== 'all') query.set('group', group);
  if (after !== undefined) query.set('after', after);
  return `?${query}`;
}
