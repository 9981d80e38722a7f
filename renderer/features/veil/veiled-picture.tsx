import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import type { MaturityLevel } from '../../../shared/civitai/model';
import type { PictureId } from '../../../shared/ids';
import { liftVeil, useIsVeiled } from '../../stores/veil';
import { classNames } from '../../ui/class-names';
import { Picture } from '../../ui/picture';
import { Veil } from '../../ui/veil';

interface VeiledPictureProps extends ComponentProps<typeof Picture> {
  readonly id: PictureId | null;
  /** Null when nobody has said, which counts as the most mature. */
  readonly maturity: MaturityLevel | null;
  /** Whose picture it is; null where there is no room for the button that shows it. */
  readonly name: string | null;
}

/** A picture that is blurred until it is asked for, when the user wants to be asked. */
export function VeiledPicture({ id, maturity, name, className, ...picture }: VeiledPictureProps) {
  const { t } = useTranslation('discover');
  const isVeiled = useIsVeiled(id === null ? null : { id, maturity: maturity ?? 'XXX' });
  return (
    <>
      <Picture {...picture} className={classNames(className, isVeiled && 'ui-veiled')} />
      {isVeiled && id !== null && name !== null && (
        <Veil
          text={t('card.show')}
          label={t('card.showPicture', { name })}
          hint={null}
          onLift={() => liftVeil(id)}
        />
      )}
    </>
  );
}
