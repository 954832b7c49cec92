import type { ComponentChildren, VNode } from 'preact';
import { useVoice } from '#ui';
import { localeOf } from '#words';
import { type View, viewQuery } from './view.ts';

interface LiveListProps {
  readonly view: View;
  /** The list is the page; otherwise it stands beside a report, and is filled where there is room for it. */
  readonly alone?: boolean;
  readonly current?: string | undefined;
  readonly children?: ComponentChildren;
}

/** Where the list stands. `desk-inbox.ts` brings it up to date without losing place, focus or anything typed. */
export function LiveList({ view, alone = false, current, children }: LiveListProps): VNode {
  const voice = useVoice();
  const query = `${viewQuery(view)}${current ? `&current=${current}` : ''}`;
  const forms: Record<string, string> = {};
  const rules = new Intl.PluralRules(localeOf(voice.language));
  for (let count = 1; count <= 30; count += 1) {
    forms[rules.select(count)] ??= voice.say('desk.arrived', { count }).replace(voice.number(count), '#');
  }
  return (
    <div
      class={alone ? 'desk-list' : 'desk-list beside-report'}
      data-island="desk-inbox"
      data-list={`/desk/list${query}`}
      data-events="/desk/events"
      data-locale={localeOf(voice.language)}
      data-arrived={JSON.stringify(forms)}
    >
      <p class="small soft desk-arrived" role="status" data-part="arrived" />
      <div data-part="list">{children}</div>
    </div>
  );
}
