import type { VNode } from 'preact';
import { areaOf, isOutside } from '#domain/journeys';
import type { Found, Place } from '#domain/jurisdiction';
import { Actions, Button, Field, Heading, Lead, Notice, Select, useVoice } from '#ui';
import { text } from '#words';
import { LiveMap } from '../maps/live-map.tsx';
import { nameOfArea } from '../maps/picture.ts';
import { PressMap } from '../maps/press-map.tsx';
import { always, type Step, type StepView } from './step.ts';
import { findFor, metresOf, NEAREST, nameOfFound, pointOf, readWhere, WIDEST } from './where-reading.ts';

/** Words, a list, a map, the device, or nothing at all: all equal. */
function Where(view: StepView): VNode {
  const { say } = useVoice();
  const { draft, place, errors, seen } = view;
  const found = seen.asked ? findFor(place, seen.asked) : [];
  return (
    <>
      <Heading>{say('report.where.title')}</Heading>
      <Lead>{say('report.where.lead')}</Lead>
      <Marked {...view} />
      <Field
        name="place.words"
        label={say('report.where.words')}
        hint={say('report.where.wordsHint')}
        value={draft.place?.words}
        error={errors['place.words']}
        autocomplete="off"
      />
      <Actions>
        <Button kind="secondary" name="find" value="yes">
          {say('report.where.find')}
        </Button>
      </Actions>
      {found.length > 0 && <Candidates asked={seen.asked ?? ''} found={found} place={place} />}
      <Areas {...view} />
      <MapPart {...view} />
      <Actions>
        <Button name="go" value="yes">
          {say('form.continue')}
        </Button>
        <Button kind="quiet" name="none" value="yes">
          {say('report.where.none')}
        </Button>
      </Actions>
    </>
  );
}

/** What is marked so far, in words, for those who do not see the map. */
function Marked({ draft, place }: StepView): VNode | null {
  const { say, language } = useVoice();
  if (!pointOf(draft.place)) return null;
  if (isOutside(draft, place)) {
    const name = text(place.name, language, place.defaultLanguage);
    return (
      <Notice kind="warning" title={say('report.where.outsideTitle', { place: name })} announce>
        <p>{say('report.where.outside')}</p>
      </Notice>
    );
  }
  const area = areaOf(draft, place);
  const parts = [draft.place?.words, area && nameOfArea(area, place, language)].filter(
    (part) => part !== undefined,
  );
  return (
    <Notice kind="success" title={say('report.where.marked')} announce>
      <p>
        {parts.map((part, position) => (
          <>
            {position > 0 && ' · '}
            <bdi>{part}</bdi>
          </>
        ))}
      </p>
    </Notice>
  );
}

function Candidates({
  asked,
  found,
  place,
}: {
  asked: string;
  found: readonly Found[];
  place: Place;
}): VNode {
  const { say, language } = useVoice();
  return (
    <fieldset>
      <legend>{say('report.where.which')}</legend>
      <input type="hidden" name="asked" value={asked} />
      <ul class="area-list">
        {found.map((one) => {
          const area = place.areaAt(one.lat, one.lon);
          return (
            <li key={nameOfFound(one)}>
              <Button kind="secondary" name="pick" value={nameOfFound(one)}>
                <span>
                  <bdi>{one.words}</bdi>
                  {area && (
                    <>
                      {' · '}
                      <bdi>{nameOfArea(area, place, language)}</bdi>
                    </>
                  )}
                </span>
              </Button>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

function Areas({ draft, place, errors }: StepView): VNode {
  const { say, language } = useVoice();
  const collator = new Intl.Collator(language);
  const options = place.areas
    .map((area) => ({ value: area.slug, label: nameOfArea(area, place, language) }))
    .sort((a, b) => collator.compare(a.label, b.label));
  return (
    <Select
      name="area"
      label={say('report.where.area')}
      empty={say('report.where.noArea')}
      options={options}
      value={areaOf(draft, place)?.slug}
      error={errors.area}
    />
  );
}

function MapPart({ draft, place, seen }: StepView): VNode {
  const { say } = useVoice();
  const at = pointOf(draft.place);
  const metres = metresOf(seen.metres);
  return (
    <section aria-labelledby="map-title">
      <h2 id="map-title">{say('report.where.map')}</h2>
      <LiveMap place={place} mode="pick">
        <input type="hidden" name="lat" value={at?.lat.toFixed(6) ?? ''} />
        <input type="hidden" name="lon" value={at?.lon.toFixed(6) ?? ''} />
        <div data-map-fallback>
          <p>{say(at ? 'report.where.mapAgain' : 'report.where.mapHint')}</p>
          <input type="hidden" name="metres" value={metres} />
          <PressMap
            place={place}
            name="map"
            alt={say('report.where.mapAlt')}
            // A person's place stands in no address: this picture is drawn from what the draft has.
            hrefOf={at && ((size) => `/report/where/map.svg?size=${size}&metres=${metres}`)}
          />
          {at && <MapTools metres={metres} />}
        </div>
      </LiveMap>
    </section>
  );
}

function MapTools({ metres }: { metres: number }): VNode {
  const { say } = useVoice();
  return (
    <Actions>
      {metres > NEAREST && (
        <Button kind="secondary" size="compact" name="zoom" value="in">
          {say('report.where.closer')}
        </Button>
      )}
      {metres < WIDEST && (
        <Button kind="secondary" size="compact" name="zoom" value="out">
          {say('report.where.wider')}
        </Button>
      )}
      <Button kind="quiet" size="compact" name="forget" value="yes">
        {say('report.where.forget')}
      </Button>
    </Actions>
  );
}

/** Shown by its script alone: without one there is no position to ask for. */
function Device(): VNode {
  const { say } = useVoice();
  return (
    <form
      method="post"
      action="/report/where"
      hidden
      data-island="locate"
      data-waiting={say('report.where.locating')}
      data-refused={say('report.where.locateRefused')}
      data-failed={say('report.where.locateFailed')}
    >
      <input type="hidden" name="device" value="yes" />
      <input type="hidden" name="lat" />
      <input type="hidden" name="lon" />
      <Button kind="quiet" type="button">
        {say('report.where.locate')}
      </Button>
      <p class="hint" data-locate-says role="status">
        {say('report.where.locateHint')}
      </p>
    </form>
  );
}

export const where: Step = {
  name: 'where',
  isAsked: always,
  isAnswered: (draft) => draft.place !== undefined,
  title: ({ voice }) => voice.say('report.where.title'),
  body: (view) => <Where {...view} />,
  after: () => <Device />,
  read: (form, { draft, place }) => readWhere(form, draft, place),
};
