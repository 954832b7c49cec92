import type { VNode } from 'preact';

export interface PhotoLinkProps {
  /** Under which `/small` and `/large` stand. */
  readonly address: string;
  readonly alt: string;
  readonly size: { readonly width?: number | undefined; readonly height?: number | undefined } | undefined;
}

/** A photo in a page, and the larger one behind it. The size is told first, so that nothing jumps when it comes. */
export function PhotoLink({ address, alt, size }: PhotoLinkProps): VNode {
  return (
    <a href={`${address}/large`}>
      <img src={`${address}/small`} alt={alt} width={size?.width} height={size?.height} loading="lazy" />
    </a>
  );
}
