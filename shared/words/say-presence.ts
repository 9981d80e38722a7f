import words from './en/presence.json';

type Word = keyof typeof words;
type WithoutCount<Key> = Key extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : Key;
export type PresenceWord = WithoutCount<Word>;
type Facts = Readonly<Record<string, string | number>>;

const plurals = new Intl.PluralRules('en');
const whole = new Intl.NumberFormat('en');

/**
 * A sentence of Civet's outside its window: in the tray, in a notification, in a dialog of the system.
 *
 * @param facts what stands in its placeholders; `count` chooses between one and several
 */
export function sayPresence(word: PresenceWord, facts: Facts = {}): string {
  const { count } = facts;
  const key = typeof count === 'number' ? `${word}_${plurals.select(count)}` : word;
  const all: Readonly<Record<string, string>> = words;
  return (all[key] ?? '').replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const fact = facts[name] ?? '';
    return typeof fact === 'number' ? whole.format(fact) : fact;
  });
}
