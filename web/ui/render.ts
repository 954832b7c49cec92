import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** A whole document made with `Page`. */
export const renderPage = (page: VNode): string => `<!doctype html>${renderToString(page)}`;
/** A part of a page, for instance one that a live desk puts in place. Wrap it in `Speak`. */
export const renderPart = (part: VNode): string => renderToString(part);
