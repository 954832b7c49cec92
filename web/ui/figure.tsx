import type { ComponentChildren, VNode } from 'preact';

export interface FigureProps {
  readonly src: string;
  /** What can be seen; empty when the caption says it all. */
  readonly alt: string;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly caption?: ComponentChildren;
  /** The same picture, whole. */
  readonly href?: string | undefined;
}

export function Figure({ src, alt, width, height, caption, href }: FigureProps): VNode {
  const image = <img src={src} alt={alt} width={width} height={height} loading="lazy" decoding="async" />;
  return (
    <figure class="figure">
      {href ? <a href={href}>{image}</a> : image}
      {caption && <figcaption class="soft small">{caption}</figcaption>}
    </figure>
  );
}

export interface PersonLineProps {
  readonly name: string;
  readonly office?: string | undefined;
  readonly photo?: string | undefined;
  /** Hours, languages, walks. */
  readonly children?: ComponentChildren;
}

/** A person who can be written to. Without a photo there is their first letter: nobody must show a face. */
export function PersonLine({ name, office, photo, children }: PersonLineProps): VNode {
  return (
    <div class="person">
      {photo ? (
        <img class="person-photo" src={photo} alt="" width={72} height={72} />
      ) : (
        <span class="person-photo" aria-hidden="true">
          {name.trim().slice(0, 1)}
        </span>
      )}
      <div>
        <p class="person-name">{name}</p>
        {office && <p class="soft">{office}</p>}
        {children}
      </div>
    </div>
  );
}
