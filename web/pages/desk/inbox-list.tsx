import type { VNode } from 'preact';
import type { InboxLine } from '#domain/journeys';
import type { Staff } from '#domain/kernel';
import { type Item, ItemList, Tag, useVoice } from '#ui';
import { dueWords, edgeOf } from './due.ts';
import type { Names } from './names.ts';

export interface ListProps {
  readonly lines: readonly InboxLine[];
  readonly now: Date;
  readonly soonUntil: Date;
  readonly names: Names;
  readonly staff: Staff;
  /** Added to the address of each report, so that it leads back here. */
  readonly query: string;
  readonly current?: string | undefined;
}

const GROUPS = ['overdue', 'soon', 'new', 'later', 'waiting', 'closed'] as const;
type Group = (typeof GROUPS)[number];

function groupOf({ report }: InboxLine, now: Date, soonUntil: Date): Group {
  const { closedAt, dueAt, status } = report;
  if (closedAt) return 'closed';
  if (!dueAt) return 'waiting';
  if (dueAt < now) return 'overdue';
  if (dueAt < soonUntil) return 'soon';
  return status === 'new' ? 'new' : 'later';
}

/** The letter tray: what is due first on top, under a few plain headings. */
export function InboxList(props: ListProps): VNode {
  const { say } = useVoice();
  const { lines, now, soonUntil } = props;
  return (
    <>
      {GROUPS.map((group) => {
        const here = lines.filter((line) => groupOf(line, now, soonUntil) === group);
        if (here.length === 0) return null;
        // words: desk.group.*
        const title = say(`desk.group.${group}`);
        return (
          <section key={group} class="tray" aria-labelledby={`tray-${group}`}>
            <h2 id={`tray-${group}`}>{title}</h2>
            <Lines {...props} lines={here} label={title} />
          </section>
        );
      })}
    </>
  );
}

export function Lines(props: ListProps & { readonly label: string }): VNode {
  return <ItemList label={props.label} items={props.lines.map((line) => itemOf(line, props))} />;
}

function itemOf(line: InboxLine, props: ListProps): Item {
  const { report, firstLine } = line;
  const edge = edgeOf(report, props.now, props.soonUntil);
  return {
    id: report.id,
    href: `/desk/reports/${report.id}${props.query}`,
    title: <Title line={line} firstLine={firstLine} />,
    facts: factsOf(line, props),
    edge,
    end: <Due line={line} now={props.now} edge={edge} />,
    current: report.id === props.current,
  };
}

function Title({ line, firstLine }: { line: InboxLine; firstLine: string }): VNode {
  const { say } = useVoice();
  if (!line.isOpened) return <span class="soft">{say('desk.elsewhere')}</span>;
  if (!firstLine) return <span class="soft">{say('desk.erased')}</span>;
  return <span lang={line.report.language}>{firstLine}</span>;
}

function factsOf(line: InboxLine, { names, staff }: ListProps): Item['facts'] {
  const { report, placeWords } = line;
  // That it is with one's own unit goes without saying; what matters there is whether somebody has taken it.
  const elsewhere = report.unit === staff.unit ? undefined : names.unit(report.unit);
  const holder = names.member(report.assignee) ?? elsewhere;
  // A unit that has the name of its area is named once.
  const area = names.area(report.area);
  const around = area === holder ? undefined : area;
  return [
    <Marks line={line} />,
    names.category(report.category),
    placeWords ? <bdi>{placeWords}</bdi> : around,
    <Holder mine={report.assignee === staff.id} holder={holder} />,
  ].filter(Boolean);
}

function Marks({ line }: { line: InboxLine }): VNode {
  const { say } = useVoice();
  const { report, unread } = line;
  const marks = [
    ...(report.urgency === 'normal' ? [] : [say(`desk.urgency.${report.urgency}`)]),
    ...(unread > 0 ? [say('desk.unread', { count: unread })] : []),
    ...(report.reopened > 0 && !report.closedAt ? [say('desk.reopened')] : []),
    say(`desk.kind.${report.kind}`),
  ];
  return <b>{marks.join(', ')}</b>;
}

function Holder({ mine, holder }: { mine: boolean; holder: string | undefined }): VNode {
  const { say } = useVoice();
  if (mine) return <b>{say('desk.heldByYou')}</b>;
  return <>{holder ? say('desk.heldBy', { who: holder }) : say('desk.heldByNobody')}</>;
}

function Due({ line, now, edge }: { line: InboxLine; now: Date; edge: 'late' | 'soon' | 'calm' }): VNode {
  const voice = useVoice();
  const kind = ({ late: 'danger', soon: 'warning', calm: 'plain' } as const)[edge];
  return <Tag kind={kind}>{dueWords(line.report, now, voice)}</Tag>;
}
