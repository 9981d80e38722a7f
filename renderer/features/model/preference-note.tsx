import { Pin } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isDangerous, preferenceFor } from '../../../shared/civitai/choose-file';
import { Button } from '../../ui/button';
import { updateSettings } from '../settings/actions';
import type { FileChoiceView } from './use-file-choice';

/** Offers to remember a choice that differs from the preference, so that the next model begins with it. */
export function PreferenceNote({ choice }: { readonly choice: FileChoiceView }) {
  const { t } = useTranslation('model');
  const { own, chosen, suggestedId, preference } = choice;
  const [file, ...others] = chosen.filter((each) => own.includes(each));
  if (!file || others.length > 0 || file.id === suggestedId || isDangerous(file)) return null;
  const wanted = preferenceFor(file, preference);
  const facts = [wanted.format, wanted.precision, wanted.sizeClass].filter((word) => word !== 'any');
  const isKnown =
    wanted.format === preference.format &&
    wanted.precision === preference.precision &&
    wanted.sizeClass === preference.sizeClass;
  if (isKnown) return null;
  return (
    <div className="file-preference">
      <Button
        size="small"
        variant="quiet"
        icon={Pin}
        onPress={() => void updateSettings({ preference: wanted })}
      >
        {t('files.prefer', { facts })}
      </Button>
    </div>
  );
}
