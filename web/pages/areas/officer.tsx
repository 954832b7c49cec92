import type { VNode } from 'preact';
import type { OfficerHere } from '#domain/areas-and-officers';
import type { Language as PlaceLanguage } from '#domain/jurisdiction';
import { Icon, PersonLine, useVoice } from '#ui';
import { localeOf, text } from '#words';

/** A Monday; the days after it give the names of the other weekdays in any language. */
const MONDAY = Date.UTC(2024, 0, 1, 10);
const DAY = 24 * 3600 * 1000;

/** One person who can be met: languages, hours, walks, and a word of their own. */
export function Officer({ officer, own }: { officer: OfficerHere; own: PlaceLanguage }): VNode {
  const voice = useVoice();
  const { say, language } = voice;
  const names = new Intl.DisplayNames(localeOf(language), { type: 'language' });
  const spoken = voice.list(officer.languages.map((code) => names.of(code) ?? code));
  const hours = text(officer.hours, language, own);
  const about = text(officer.about, language, own);
  return (
    <PersonLine
      name={officer.name}
      office={officer.role === 'officer' ? say('area.officer') : say('area.cover')}
    >
      {spoken && <p>{say('area.speaks', { languages: spoken })}</p>}
      {hours && (
        <p class="fact">
          <Icon name="clock" /> {say('area.hours', { hours })}
        </p>
      )}
      {officer.walks.map((walk) => (
        <p class="fact" key={`${walk.weekday} ${walk.from}`}>
          <Icon name="place" />{' '}
          {say('area.walk', {
            day: voice.date(MONDAY + (walk.weekday - 1) * DAY, 'weekday'),
            from: walk.from,
            to: walk.to,
            place: text(walk.place, language, own),
          })}
        </p>
      ))}
      {about && <p class="soft">{say('area.ownWords', { words: about })}</p>}
    </PersonLine>
  );
}
