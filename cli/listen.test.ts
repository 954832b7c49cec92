import { expect, test } from 'vitest';
import { findFreePort } from '../tests/support/free-port.ts';
import { listen, refuseTakenPort } from './listen.ts';

test('a taken port is said at once, with what to do', async () => {
  const place = { host: '127.0.0.1', port: await findFreePort() };
  const first = await listen(() => new Response('hello'), place);
  await expect(refuseTakenPort(place)).rejects.toThrow(`Port ${place.port} is in use by another program.`);
  await expect(listen(() => new Response(''), place)).rejects.toMatchObject({ exitCode: 69 });
  expect(await (await fetch(`http://127.0.0.1:${place.port}/`)).text()).toBe('hello');
  await first.close();
  await refuseTakenPort(place);
});

test('an answer under way is finished before the end', async () => {
  const place = { host: '127.0.0.1', port: await findFreePort() };
  let arrived = () => {};
  const begun = new Promise<void>((done) => {
    arrived = done;
  });
  const server = await listen(async () => {
    arrived();
    await new Promise((done) => setTimeout(done, 200));
    return new Response('whole');
  }, place);
  const answer = fetch(`http://127.0.0.1:${place.port}/`);
  await begun;
  await server.close();
  expect(await (await answer).text()).toBe('whole');
});

test('an address that is not ours is a wrong setting', async () => {
  await expect(refuseTakenPort({ host: '203.0.113.7', port: await findFreePort() })).rejects.toMatchObject({
    exitCode: 78,
  });
});
