import { describe, expect, test } from 'vitest';
import { findPassphraseProblem, hashPassphrase, isPassphrase } from './passphrase.ts';

const about = ['Inés', 'Vidal', 'ines.vidal', 'haven', 'concord'];

describe('a new passphrase', () => {
  test.each([
    'correct horse battery staple',
    'Zwölf Bäume am Fluss',
    'μια ήσυχη γειτονιά',
    'ثلاث قوارب في الميناء',
    'vT7#mq2!LpZx',
    'dragon tea lamp under monkey',
    'ines likes rainy mornings',
  ])('%s is taken, whatever it is composed of', (passphrase) => {
    expect(findPassphraseProblem(passphrase, about)).toBeUndefined();
  });

  test.each([
    ['short', 'passphrase-short'],
    ['a'.repeat(129), 'passphrase-long'],
    ['password1234', 'passphrase-common'],
    ['P@ssw0rd2024!!', 'passphrase-common'],
    ['qwertyuiop12', 'passphrase-common'],
    ['dragonmonkey99', 'passphrase-common'],
    ['aaaaaaaaaaaa', 'passphrase-common'],
    ['123456789012', 'passphrase-common'],
    ['football football', 'passphrase-common'],
    ['InesVidal2024', 'passphrase-about-you'],
    ['ines.vidal.haven', 'passphrase-about-you'],
  ])('%s is refused as %s', (passphrase, problem) => {
    expect(findPassphraseProblem(passphrase, [...about, 'Ines'])).toBe(problem);
  });
});

describe('a stored passphrase', () => {
  test('is Argon2id with the cost that was chosen', async () => {
    expect(await hashPassphrase('correct horse battery staple')).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/,
    );
  });

  test('is known again, also typed with other accents of the same letters', async () => {
    const stored = await hashPassphrase('Zwölf Bäume am Fluss');
    expect(await isPassphrase('Zwölf Bäume am Fluss'.normalize('NFD'), stored)).toBe(true);
    expect(await isPassphrase('Zwolf Baume am Fluss', stored)).toBe(false);
  });

  test('that does not exist is compared all the same, and is never right', async () => {
    expect(await isPassphrase('nobody signs in with this', undefined)).toBe(false);
  });
});
