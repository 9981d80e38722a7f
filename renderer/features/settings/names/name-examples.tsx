import { useTranslation } from 'react-i18next';
import type { NameExample, NamePreview } from '../../../../shared/naming';
import { modelTypeWord } from '../../../locales/model-type-word';
import { Box, BoxRow } from '../../../ui/box';

/** What the templates make of real files, so that nobody has to guess. */
export function NameExamples({ preview: { source, examples } }: { readonly preview: NamePreview }) {
  const { t } = useTranslation('settings');
  if (source === 'none') return <p className="settings-effect dim">{t('names.noExamples')}</p>;
  return (
    <Box label={t('names.examples')} title={t(`names.sources.${source}`)}>
      {examples.map((example) => (
        <Example
          key={[example.modelName, example.versionName, example.ownName, ...example.subfolders].join('/')}
          example={example}
        />
      ))}
    </Box>
  );
}

function Example({ example }: { readonly example: NameExample }) {
  const { t } = useTranslation('settings');
  const { modelType, ownName, diskName, subfolders, fileName, changes } = example;
  const isSame = fileName === (diskName ?? ownName) && subfolders.length === 0;
  return (
    <BoxRow>
      <p className="names-result mono">
        {subfolders.map((folder, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a folder is nothing but its place in the path.
          <span key={at} className="names-folder">
            <bdi>{folder}</bdi>/<wbr />
          </span>
        ))}
        <bdi>{fileName}</bdi>
      </p>
      <p className="names-before dim">
        {modelTypeWord(modelType)}
        <span aria-hidden className="names-dot">
          ·
        </span>
        {isSame ? (
          t('names.unchanged')
        ) : (
          <>
            {t(diskName === null ? 'names.before' : 'names.now')}{' '}
            <bdi className="mono">{diskName ?? ownName}</bdi>
          </>
        )}
      </p>
      {changes.map((change) => (
        <p key={change} className="names-change">
          {t(`names.changes.${change}`)}
        </p>
      ))}
    </BoxRow>
  );
}
