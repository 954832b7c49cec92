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
  const { say, language } = voice;
  const own = place.defaultLanguage;
  const category = place.categoryById(report.category);
  // words: area.outcome.*
  const ending = report.closed && report.outcome ? say(`area.outcome.${report.outcome}`) : undefined;
  return (
    <li class="item" id={`item-${report.key}`}>
      <div class="item-main">
        <h2 class="item-name" {...tongueOf(report.title, language, own)}>
          {text(report.title, language, own)}
        </h2>
        <p {...tongueOf(report.words, language, own)}>{text(report.words, language, own)}</p>
        <p class="facts soft small">
          {category && <span>{text(category.name, language, own)}</span>}
          <span>
            <time dateTime={report.publishedAt.toISOString()}>{voice.date(report.publishedAt, 'long')}</time>
          </span>
        </p>
      </div>
      <div class="item-end">
        <Tag kind={ending ? 'success' : 'plain'}>{ending ?? say('area.beingWorkedOn')}</Tag>
      </div>
    </li>
  );
}
