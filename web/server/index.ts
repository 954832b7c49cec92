/** The web process: pages for residents and staff over the journeys. */
export { createApp } from './app.ts';
export { loadAssets } from './assets.ts';
export { openLiveHub } from './live.ts';
