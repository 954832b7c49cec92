import { buildFiles } from './build-files.ts';
import { GALLERY_NAMES } from './gallery-pages.tsx';
import { createGalleryServer } from './gallery-server.tsx';

const port = Number(process.argv[2] ?? 8090);
createGalleryServer(await buildFiles()).listen(port, '127.0.0.1', () => {
  console.log(GALLERY_NAMES.map((name) => `http://localhost:${port}/${name}`).join('\n'));
});
