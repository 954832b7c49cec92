/**
 * Shows the gallery while one works on the design system, and to the tests:
 * `node --import tsx web/ui/gallery/show-gallery.ts`, then `/home`, `/form?lang=ar` and so on.
 */
import { createServer, type Server } from 'node:http';
import { chooseLanguage, LANGUAGES, voiceOf } from '#words';
import { Page, renderPage } from '../index.ts';
import { GALLERY, GALLERY_NAMES, type GalleryName } from './gallery-pages.tsx';
import { samplesIn } from './samples.ts';

export interface BuiltFiles {
  readonly stylesheet: string;
  readonly enhance: string;
  readonly quickExit: string;
  /** What stands at an address of a built file. */
  read(path: string): { readonly type: string; readonly content: Uint8Array } | undefined;
}

export function galleryPage(name: GalleryName, lang: string, built: BuiltFiles): string {
  const { variant, width, Body } = GALLERY[name];
  const voice = voiceOf(chooseLanguage(lang, undefined), 'Europe/Madrid');
  const said = samplesIn(voice.language);
  return renderPage(
    <Page
      voice={voice}
      title={said.area}
      description={said.lead}
      place={{ name: 'Haven', emergencyNumber: '112' }}
      assets={{
        stylesheet: built.stylesheet,
        scripts: variant === 'sensitive' ? [built.quickExit, built.enhance] : [built.enhance],
      }}
      variant={variant}
      width={width}
      languages={LANGUAGES.map((language) => ({ language, href: `/${name}?lang=${language}` }))}
      menu={said.menu.map((label, position) => ({
        href: `/${name}#${position}`,
        label,
        current: position === 0,
      }))}
    >
      <Body said={said} voice={voice} />
    </Page>,
  );
}

export function createGalleryServer(built: BuiltFiles): Server {
  return createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const file = built.read(url.pathname);
    if (file) {
      response.writeHead(200, { 'content-type': file.type }).end(file.content);
      return;
    }
    const name = GALLERY_NAMES.find((candidate) => `/${candidate}` === url.pathname);
    response.writeHead(name ? 200 : 404, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'self'; img-src 'self' data:",
    });
    response.end(name ? galleryPage(name, url.searchParams.get('lang') ?? 'en', built) : '');
  });
}
