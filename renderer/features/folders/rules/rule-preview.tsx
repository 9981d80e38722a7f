import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PlacementRule, RulePreviewFile } from '../../../../shared/placement-rules';
import { useSettled } from '../../../app/use-settled';
import { ask } from '../../../ipc/api';
import type { RuleDraft } from '../../../stores/rule-draft';
import { Box, BoxRow } from '../../../ui/box';
import { currentRules } from './actions';
import { withDraft } from './rule-changes';

/** Long enough for the next letter. */
const SETTLE_MS = 300;
/** Rules have a name once they are kept; until then something has to stand there. */
const NAMELESS = '…';

/** Which files the rule would send elsewhere, before it is kept. */
export function RulePreviewList({ draft }: { readonly draft: RuleDraft }) {
  const { t } = useTranslation('folders');
  const rule = { ...draft.rule, name: draft.rule.name.trim() || NAMELESS };
  const rules = JSON.stringify(withDraft(currentRules(), { ...draft, rule }));
  const settled = useSettled(rules, SETTLE_MS);
  const { data: preview } = useQuery({
    queryKey: ['folders.previewRules', settled],
    // What this very component has written a moment ago.
    queryFn: () => ask('folders.previewRules', { rules: JSON.parse(settled) as PlacementRuleInput[] }),
    staleTime: 0,
    placeholderData: (before) => before,
  });
  if (!preview) return <p className="rules-hint dim">{t('rules.looking')}</p>;
  const { total, files, lookedAt } = preview;
  if (total === 0) return <p className="rules-hint dim">{t('rules.nothingChanges', { count: lookedAt })}</p>;
  return (
    <Box label={t('rules.preview')} title={t('rules.changes', { count: total })} isStatus>
      {files.map((file, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two files may be alike in everything that is shown.
        <PreviewedFile key={at} file={file} />
      ))}
      {total > files.length && (
        <BoxRow className="dim">{t('rules.moreFiles', { count: total - files.length })}</BoxRow>
      )}
    </Box>
  );
}

type PlacementRuleInput = Omit<PlacementRule, 'conditions'> & {
  conditions: PlacementRule['conditions'][number][];
};

function PreviewedFile({ file }: { readonly file: RulePreviewFile }) {
  const { t } = useTranslation('folders');
  const { fileName, modelName, source, before, after } = file;
  return (
    <BoxRow>
      <p className="rules-file">
        <bdi className="ellipsis mono" title={fileName}>
          {fileName}
        </bdi>
        <span className="dim">{t(`rules.sources.${source}`)}</span>
      </p>
      <p className="dim rules-move" title={modelName}>
        {before} → <span className="rules-after">{after}</span>
      </p>
    </BoxRow>
  );
}
