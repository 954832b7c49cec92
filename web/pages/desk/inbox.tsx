/** The queue: a calm letter tray, what is due first on top. */
import type { VNode } from 'preact';
import { COUNT_CAP, findReports, type Inbox, listInbox } from '#domain/journeys';
import type { Staff } from '#domain/kernel';
import { EmptyState, Heading, Notice, Pagination, renderPart, Speak, type Tab, Tabs, useVoice } from '#ui';
import type { PageContext, Web } from '../../server/visit.ts';
import { showDesk, staffOf, worksWithReports } from './desk.ts';
import { InboxList, Lines } from './inbox-list.tsx';
import { KeyHelp } from './key-help.tsx';
import { LiveList } from './live-list.tsx';
import { type Names, namesOf } from './names.ts';
import { SearchForm } from './search-form.tsx';
import { type InboxGroup, scopesOf, type View, viewOf, viewQuery } from './view.ts';

interface InboxProps {
  readonly view: View;
  readonly inbox: Inbox;
  readonly names: Names;
  readonly staff: Staff;
}

export async function showInbox(c: PageContext, web: Web): Promise<Response> {
  const staff = staffOf(c);
  const { say } = c.get('voice');
  if (!worksWithReports(staff)) return showDesk(c, web, { title: say('desk.inbox') }, <NoQueue />);
  const props = await readInbox(c, web, staff);
  return showDesk(
    c,
    web,
    { title: say('desk.inbox'), islands: [], backTo: `/desk${viewQuery(props.view)}` },
    <>
      {c.req.query('done') === 'moved' && <Notice kind="success" announce title={say('desk.done.moved')} />}
      <div class="desk-head">
        <Heading>{say('desk.inbox')}</Heading>
        <SearchForm />
      </div>
      <Scopes {...props} />
      <Groups {...props} />
      <LiveList view={props.view} alone>
        <Tray {...props} />
      </LiveList>
      <KeyHelp />
    </>,
  );
}

async function readInbox(c: PageContext, web: Web, staff: Staff): Promise<InboxProps> {
  const view = viewOf(c.req.query(), staff);
  const inbox = await listInbox(web.runtime, c.get('caller'), view);
  return { view, inbox, staff, names: namesOf(c.get('place'), inbox.colleagues, c.get('voice')) };
}

/** The list alone, for the island that keeps it fresh and for the side of a report. */
export async function sendList(c: PageContext, web: Web): Promise<Response> {
  const props = await readInbox(c, web, staffOf(c));
  const voice = c.get('voice');
  const current = c.req.query('current');
  return c.html(
    renderPart(
      <Speak voice={voice}>
        <Tray {...props} current={current} />
      </Speak>,
    ),
  );
}

export async function showSearch(c: PageContext, web: Web, words: string): Promise<Response> {
  const staff = staffOf(c);
  const voice = c.get('voice');
  const { say } = voice;
  const asked = words.trim();
  const found =
    asked.length < 2 ? undefined : await findReports(web.runtime, c.get('caller'), { words: asked });
  const names = namesOf(c.get('place'), found?.colleagues ?? [], voice);
  return showDesk(
    c,
    web,
    { title: say('desk.searchTitle'), backTo: '/desk' },
    <>
      <div class="desk-head">
        <Heading>{say('desk.searchTitle')}</Heading>
        <SearchForm value={asked} />
      </div>
      <p role="status">{found && say('desk.found', { count: found.lines.length })}</p>
      {found && found.lines.length > 0 ? (
        <Lines {...found} names={names} staff={staff} query="" label={say('desk.searchTitle')} />
      ) : (
        <EmptyState title={say('desk.nothingFound')}>
          <p>{say('desk.nothingFoundText')}</p>
        </EmptyState>
      )}
    </>,
  );
}

function Tray({ view, inbox, names, staff, current }: InboxProps & { current?: string | undefined }): VNode {
  const { say } = useVoice();
  const query = viewQuery(view);
  if (inbox.lines.length === 0) {
    return (
      <EmptyState title={say(`desk.empty.${view.group}`)}>
        <p>{say('desk.emptyText')}</p>
      </EmptyState>
    );
  }
  return (
    <>
      <InboxList {...inbox} names={names} staff={staff} query={query} current={current} />
      <Pagination
        previousHref={view.after === undefined ? undefined : `/desk${viewQuery(view, { after: undefined })}`}
        nextHref={inbox.next === undefined ? undefined : `/desk${viewQuery(view, { after: inbox.next })}`}
      />
    </>
  );
}

/** A true count, or "200+" where counting on would cost more than it tells. */
function countText(count: number, number: (value: number) => string): string {
  return count > COUNT_CAP ? `${number(COUNT_CAP)}+` : number(count);
}

const TABS: readonly InboxGroup[] = ['all', 'overdue', 'soon', 'new', 'later', 'waiting', 'closed'];

function Groups({ view, inbox }: InboxProps): VNode {
  const voice = useVoice();
  const { say } = voice;
  const counts: Readonly<Partial<Record<InboxGroup, number>>> = inbox.counts;
  const tabs = TABS.map((group): Tab => {
    const count = counts[group];
    return {
      href: `/desk${viewQuery(view, { group, after: undefined })}`,
      label: say(`desk.group.${group}`),
      count: count === undefined ? undefined : countText(count, voice.number),
      current: group === view.group,
    };
  });
  return <Tabs label={say('desk.groups')} tabs={tabs} />;
}

/** Whose reports: small, since it changes seldom. */
function Scopes({ view, staff }: InboxProps): VNode | null {
  const { say } = useVoice();
  const scopes = scopesOf(staff);
  if (scopes.length < 2) return null;
  return (
    <nav class="scopes" aria-label={say('desk.scopes')}>
      {scopes.map((scope) => (
        <a
          key={scope}
          href={`/desk${viewQuery(view, { scope, after: undefined })}`}
          aria-current={scope === view.scope ? 'true' : undefined}
        >
          {say(`desk.scope.${scope}`)}
        </a>
      ))}
    </nav>
  );
}

/** An administrator runs the system, a data-protection officer sees who looked: neither reads reports. */
function NoQueue(): VNode {
  const { say } = useVoice();
  return (
    <>
      <Heading>{say('desk.inbox')}</Heading>
      <EmptyState title={say('desk.noQueue')} action={<a href="/desk/hat">{say('desk.changeHat')}</a>}>
        <p>{say('desk.noQueueText')}</p>
      </EmptyState>
    </>
  );
}
