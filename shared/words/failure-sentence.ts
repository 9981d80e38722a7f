import words from './en/failures.json';

type Families = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;

/** A sentence about a failure as it is written, with its placeholders; null when there is none of this key. */
export function failureSentence(key: string): string | null {
  const [family = '', reason = '', part = ''] = key.split('.');
  const families: Families = words;
  return families[family]?.[reason]?.[part] ?? null;
}
