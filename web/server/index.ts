/** The web process: pages for residents and staff over the journeys. */
export { createApp } from './app.ts';
export { loadAssets } from './assets.ts';
export { type LiveHub, openLiveHub } from './live.ts';
export type { App, Web } from './visit.ts';
