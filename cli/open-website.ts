import { join } from 'node:path';
import { openBell } from '#domain/kernel';
import { createApp, loadAssets, openLiveHub } from '../web/server/index.ts';
import { type Listening, listen } from './listen.ts';
import type { Installation } from './open-installation.ts';

/** The website over an open installation, listening. */
export async function openWebsite(
  installation: Pick<Installation, 'runtime' | 'configuration' | 'appUrl'>,
): Promise<Listening> {
  const { runtime, configuration, appUrl } = installation;
  const bell = openBell(appUrl, runtime.pool);
  const live = openLiveHub(runtime.pool, bell);
  const close = async () => {
    live.close();
    await bell.close();
  };
  try {
    const app = createApp({
      runtime,
      configuration,
      assets: loadAssets(join(import.meta.dirname, '../build')),
      live,
      bell,
      secure: configuration.baseUrl.startsWith('https:'),
    });
    const listening = await listen(app.fetch, configuration);
    return {
      close: async () => {
        await listening.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
