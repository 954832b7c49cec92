import type { VNode } from 'preact';
import type { Place } from '#domain/jurisdiction';
import { Button, Field, Section, useVoice } from '#ui';
import { text } from '#words';
import { nameOfArea } from '../maps/picture.ts';
import { PressMap } from '../maps/press-map.tsx';
import type { Candidate } from './my-area.ts';

/** Four ways to say where one lives, all equal. What is given is looked up and forgotten. */
export function ChooseArea({ place, error }: { place: Place; error?: string | undefined }): VNode {
  return (
    <>
      <ByAddress error={error} />
      <ByPosition />
      <ByMap place={place} />
      <ByList place={place} />
    </>
  );
}

function ByAddress({ error }: { error: string | undefined }): VNode {
  const { say } = useVoice();
  return (
    <form method="post" action="/area" novalidate>
      <Field
        name="address"
        label={say('home.address')}
        hint={say('home.addressHint')}
        error={error}
        autocomplete="street-address"
      />
      <Button kind="secondary">{say('home.findMyArea')}</Button>
    </form>
  );
}

/** Shown by its script alone: without one there is no position to ask for. */
function ByPosition(): VNode {
  const { say } = useVoice();
  return (
    <form
      method="post"
      action="/area"
      hidden
      data-island="locate"
      data-waiting={say('home.locateWaiting')}
      data-refused={say('home.locateRefused')}
      data-failed={say('home.locateFailed')}
    >
      <input type="hidden" name="lat" />
      <input type="hidden" name="lon" />
      <Button kind="quiet" type="button">
        {say('home.locate')}
      </Button>
      <p class="hint" data-locate-says role="status">
        {say('home.locateHint')}
      </p>
    </form>
  );
}

function ByMap({ place }: { place: Place }): VNode {
  const { say, language } = useVoice();
  const name = text(place.name, language, place.defaultLanguage);
  return (
    <Section id="by-map" title={say('home.byMap')}>
      <p>{say('home.byMapHint')}</p>
      <form method="post" action="/area">
        <PressMap place={place} name="map" alt={say('home.mapAlt', { place: name })} />
      </form>
    </Section>
  );
}

function ByList({ place }: { place: Place }): VNode {
  const { say, language } = useVoice();
  const collator = new Intl.Collator(language);
  const areas = place.areas
    .map((area) => ({ slug: area.slug, name: nameOfArea(area, place, language) }))
    .sort((a, b) => collator.compare(a.name, b.name));
  return (
    <Section id="by-list" title={say('home.byList')}>
      <ul class="area-list">
        {areas.map(({ slug, name }) => (
          <li key={slug}>
            <a href={`/areas/${slug}`}>{name}</a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** More than one place answers to the words: the person says which. */
export function ChooseAmong({
  place,
  candidates,
}: {
  place: Place;
  candidates: readonly Candidate[];
}): VNode {
  const { language } = useVoice();
  return (
    <form method="post" action="/area">
      <ul class="area-list">
        {candidates.map(({ found, area }) => (
          <li key={`${found.code} ${area.slug}`}>
            <Button kind="secondary" name="area" value={area.slug}>
              <bdi>{found.words}</bdi> · {nameOfArea(area, place, language)}
            </Button>
          </li>
        ))}
      </ul>
    </form>
  );
}
