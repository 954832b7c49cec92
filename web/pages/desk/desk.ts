/** What every page of the desk begins with: who is here, and the page around it. */
import type { ComponentChildren } from 'preact';
import { type Caller, type Id, isId, Refusal, type Staff } from '#domain/kernel';
import { type Shown, show } from '../../server/show.tsx';
import type { PageContext, Web } from '../../server/visit.ts';
import { staffHeader } from '../sign-in/index.ts';

/** Staff with both factors; others are sent to where they sign in. */
export function staffOf(c: PageContext): Staff {
  const { actor } = c.get('caller');
  if (actor.kind !== 'staff') throw new Refusal('sign-in-needed');
  if (!actor.strong) throw new Refusal('second-factor-needed');
  return actor;
}

/** The report that the address names; what cannot be one is not found, like another's. */
export function reportIn(c: PageContext): Id<'report'> {
  const id = c.req.param('id') ?? '';
  if (!isId<'report'>(id)) throw new Refusal('not-found');
  return id;
}

/** The hats that work with reports; the others have no queue. */
export function worksWithReports({ hat }: Staff): boolean {
  return hat === 'cpo' || hat === 'supervisor' || hat === 'controlRoom';
}

export function callerWith(c: PageContext, reason: string | undefined): Caller {
  return reason ? { ...c.get('caller'), reason } : c.get('caller');
}

export function showDesk(
  c: PageContext,
  web: Web,
  shown: Omit<Shown, 'variant' | 'width' | 'menu'>,
  children: ComponentChildren,
): Response {
  const { say } = c.get('voice');
  const current = c.req.path === '/desk';
  return show(
    c,
    web,
    {
      ...shown,
      variant: 'desk',
      width: 'wide',
      menu: [{ href: '/desk', label: say('desk.inbox'), current }],
      headerEnd: staffHeader(c),
    },
    children,
  );
}
