/**
 * Words of the receipt lists that nobody should be handed who has just told the police what happened to them. A receipt
 * that holds one is drawn anew; that costs less than one of its 128 bits.
 */
import { entropyToMnemonic } from '@scure/bip39';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js';

const UNKIND = new Set(
  `abuse accuse assault attack betray blame blood bomb bullet crash crazy crime cruel danger doom dumb enemy evil execute fat
  fatal gossip guilt gun hammer horror hurt idle insane judge kick knife monster nasty panic penalty pistol prison punch razor
  rude scare shoot sick slam stupid suffer suspect target tragic trap ugly victim vicious warfare weapon whip witness wrong
  abuso acoso amargo asalto bomba bruto cadáver cárcel crimen culpa delito dolor enemigo feo furia golpe gordo guerra ira juicio
  ladrón loco locura mafia maldad matar miedo muerte mugre odio pánico pelea peligro pena perro puñal puño rabia rencor sangre
  sexo siniestro tóxico triste tumba veneno vicio víctima`
    .normalize('NFKD')
    .split(/\s+/),
);

/** False where one of the receipt's words, in a list in which it may be shown, could hurt. */
export function isKindReceipt(entropy: Uint8Array): boolean {
  return [english, spanish].every((list) =>
    entropyToMnemonic(entropy, list)
      .normalize('NFKD')
      .split(/\s+/)
      .every((word) => !UNKIND.has(word)),
  );
}
