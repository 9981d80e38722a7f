import { useTranslation } from 'react-i18next';
import { isMac, Kbd, shortcutText } from '../../ui/kbd';
import { Section } from '../../ui/section';
import { SettingBlock } from './setting-row';

/** What each place answers to. Where one key does two things, or two do one, both stand in a row. */
const shortcuts = {
  everywhere: {
    search: [['Mod', 'K'], ['/']],
    palette: [['Mod', 'Shift', 'P']],
    screens: [
      ['Mod', '1'],
      ['Mod', '7'],
    ],
    settings: [['Mod', ',']],
    back: isMac
      ? [
          ['Mod', '['],
          ['Mod', ']'],
        ]
      : [
          ['Alt', '←'],
          ['Alt', '→'],
        ],
    paste: [['Mod', 'V']],
    find: [['Mod', 'F']],
    close: [['Esc']],
  },
  lists: {
    step: [['↑'], ['↓']],
    within: [['←'], ['→']],
    open: [['↵']],
  },
  discover: {
    peek: [['Space']],
    select: [['X']],
    selectMore: [
      ['Shift', '←'],
      ['Shift', '→'],
    ],
    selectAll: [['Mod', 'A']],
  },
  queue: {
    pause: [['P']],
    away: [['Del']],
    move: [
      ['Alt', '↑'],
      ['Alt', '↓'],
    ],
    ends: [
      ['Alt', 'Home'],
      ['Alt', 'End'],
    ],
    menu: [['Shift', 'F10']],
  },
  plan: {
    tick: [['Space']],
    selectMore: [
      ['Shift', '↑'],
      ['Shift', '↓'],
    ],
    selectAll: [['Mod', 'A']],
    takeOut: [['Del']],
  },
  model: { download: [['D']], unveil: [['V']] },
} as const;

const groups = ['everywhere', 'lists', 'discover', 'queue', 'plan', 'model'] as const;

export function KeyboardSection() {
  const { t } = useTranslation('settings');
  return (
    <Section title={t('keyboard.title')} className="settings-section">
      <SettingBlock
        words={groups.flatMap((group) => keysOf(group).map(({ id }) => t(`keyboard.keys.${id}`)))}
      >
        <div className="settings-keyboard">
          {groups.map((group) => (
            <div key={group}>
              <h3 className="settings-keyboard-title dim">{t(`keyboard.groups.${group}`)}</h3>
              <dl className="settings-keys">
                {keysOf(group).map(({ id, ways }) => (
                  <div key={id} className="settings-key">
                    <dt>{t(`keyboard.keys.${id}`)}</dt>
                    <dd>
                      {ways.map((keys) => (
                        <Kbd key={keys.join(' ')}>{shortcutText(keys)}</Kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </div>
          ))}
        </div>
      </SettingBlock>
    </Section>
  );
}

type Group = (typeof groups)[number];
type KeyId = { [G in Group]: keyof (typeof shortcuts)[G] }[Group];

function keysOf(group: Group) {
  // The members of a group are exactly its keys; Object.entries only forgets their names.
  const entries = Object.entries(shortcuts[group]) as [KeyId, readonly (readonly string[])[]][];
  return entries.map(([id, ways]) => ({ id, ways }));
}
