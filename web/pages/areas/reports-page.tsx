import type { VNode } from 'preact';
import type { PublishedPage } from '#domain/journeys';
import type { Place } from '#domain/jurisdiction';
import { EmptyState, Heading, Lead, Pagination, Tag, useVoice } from '#ui';
import { text, tongueOf } from '#words';
import { LiveMap } from '../maps/live-map.tsx';
import { nameOfArea } from '../maps/picture.ts';

/** What the police made public, in their own words; never what the reporter wrote. */
export function ReportsPage({ place, page }: { place: Place; page: PublishedPage }): VNode {
  const { say, language } = useVoice();
  const { area, reports, next } = page;
  const base = `/areas/${area.slug}`;
  return (
    <>
      <Heading over={<a href={base}>{nameOfArea(area, place, language)}</a>}>
        {say('area.publicReports')}
      </Heading>
      <Lead>{say('area.publicReportsText')}</Lead>
      {reports.length === 0 ? (
        <EmptyState title={say('area.noReports')}>
          <p>{say('area.noReportsText')}</p>
        </EmptyState>
      ) : (
        <>
          <LiveMap place={place} area={area} mode="view" pins={`${base}/map.json?language=${language}`} />
          <ul class="items">
            {reports.map((one) => (
              <PublicReport key={one.key} place={place} report={one} />
            ))}
          </ul>
        </>
      )}
      <Pagination nextHref={next && `${base}/reports?before=${next}`} />
    </>
  );
}

function PublicReport({ place, report }: { place: Place; report: PublishedPage['reports'][number] }): VNode {
  const voice = useVoice();
  const { language } = voice;
  const own = place.defaultLanguage;
  const category = place.categoryById(report.category);
  const title = text(report.title, language, own);
  const about = category && text(category.name, language, own);
  return (
    <li class="item" id={`item-${report.key}`}>
      <div class="item-main">
        <h2 class="item-name" {...tongueOf(report.title, language, own)}>
          {title}
        </h2>
        <p {...tongueOf(report.words, language, own)}>{text(report.words, language, own)}</p>
        <p class="facts soft small">
          {/* What came from another system is named by its category alone. */}
          {about && about !== title && <span>{about}</span>}
          <span>
            <time dateTime={report.publishedAt.toISOString()}>{voice.date(report.publishedAt, 'long')}</time>
          </span>
        </p>
      </div>
      <div class="item-end">
        <Standing report={report} />
      </div>
    </li>
  );
}

/** How it stands, in a word or two. One that came from another system may be closed without our knowing how it ended. */
function Standing({ report: { closed, outcome } }: { report: PublishedPage['reports'][number] }): VNode {
  const { say } = useVoice();
  if (!closed) return <Tag>{say('area.beingWorkedOn')}</Tag>;
  if (!outcome) return <Tag>{say('area.closed')}</Tag>;
  // words: area.outcome.*
  const ending = say(`area.outcome.${outcome}`);
  return <Tag kind={outcome === 'solved' || outcome === 'helped' ? 'success' : 'plain'}>{ending}</Tag>;
}
