import type { VNode } from 'preact';
import type { Area, Place } from '#domain/jurisdiction';
import { useVoice } from '#ui';
import { PRESSED_SIZES, pictureHref, SIZES, type Size } from './picture.ts';

interface PressMapProps {
  readonly place: Place;
  /** Only this area; else all of the place. Give the same to `placePressed`. */
  readonly area?: Area | undefined;
  /** Another picture, such as one around a point, in these sizes. */
  readonly hrefOf?: ((size: Size) => string) | undefined;
  readonly name: string;
  readonly alt: string;
}

/**
 * A picture in a form: pressing it sends the form with the place that was pressed, scripts or not. Two sizes, of which
 * the style sheet shows the one that fits whole.
 */
export function PressMap({ place, area, hrefOf, name, alt }: PressMapProps): VNode {
  const { language } = useVoice();
  return (
    <>
      {PRESSED_SIZES.map((size) => (
        <input
          key={size}
          type="image"
          name={`${name}-${size}`}
          class={`map-picture map-${size}`}
          src={hrefOf?.(size) ?? pictureHref(place, size, language, area)}
          alt={alt}
          width={SIZES[size][0]}
          height={SIZES[size][1]}
        />
      ))}
    </>
  );
}
