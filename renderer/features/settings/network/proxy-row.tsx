import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PROXY_MODES, readProxyAddress } from '../../../../shared/network';
import type { Settings } from '../../../../shared/settings/schema';
import { Segmented } from '../../../ui/segmented';
import { TextField } from '../../../ui/text-field';
import { updateSettings } from '../actions';
import { SettingRow } from '../setting-row';

interface ProxyRowProps {
  readonly wish: Settings['proxy'];
  /** The one that is in use. */
  readonly proxy: string | null;
}

export function ProxyRow({ wish, proxy }: ProxyRowProps) {
  const { t } = useTranslation('network');
  const keep = (change: Partial<Settings['proxy']>) => void updateSettings({ proxy: { ...wish, ...change } });
  const effect =
    wish.mode === 'none'
      ? t('proxy.effects.none')
      : wish.mode === 'manual'
        ? t(wish.address === '' ? 'proxy.effects.manualEmpty' : 'proxy.effects.manual')
        : proxy === null
          ? t('proxy.effects.systemDirect')
          : t('proxy.effects.systemProxy', { proxy });
  return (
    <SettingRow title={t('proxy.title')} effect={effect}>
      <Segmented
        label={t('proxy.title')}
        value={wish.mode}
        options={PROXY_MODES.map((id) => ({ id, label: t(`proxy.modes.${id}`) }))}
        onChange={(mode) => keep({ mode })}
      />
      {wish.mode === 'manual' && (
        <ManualFields
          address={wish.address}
          bypass={wish.bypass}
          onAddress={(address) => keep({ address })}
          onBypass={(bypass) => keep({ bypass })}
        />
      )}
    </SettingRow>
  );
}

interface ManualFieldsProps {
  readonly address: string;
  readonly bypass: string;
  readonly onAddress: (address: string) => void;
  readonly onBypass: (bypass: string) => void;
}

/** Kept when a field is left or Enter is pressed, so that no half-typed address is ever in use. */
function ManualFields({ address, bypass, onAddress, onBypass }: ManualFieldsProps) {
  const { t } = useTranslation('network');
  const [typedAddress, setTypedAddress] = useState(address);
  const [typedBypass, setTypedBypass] = useState(bypass);
  const [isChecked, setChecked] = useState(false);
  const read = readProxyAddress(typedAddress);
  const keepAddress = () => {
    setChecked(typedAddress !== '');
    if ((read.ok || typedAddress.trim() === '') && typedAddress.trim() !== address) onAddress(typedAddress);
  };
  const keepBypass = () => {
    if (typedBypass.trim() !== bypass) onBypass(typedBypass);
  };
  return (
    <form
      className="network-fields"
      onSubmit={(event) => {
        event.preventDefault();
        keepAddress();
        keepBypass();
      }}
    >
      <TextField
        label={t('proxy.address')}
        description={t('proxy.addressHint')}
        placeholder={t('proxy.addressPlaceholder')}
        value={typedAddress}
        onChange={(typed) => {
          setTypedAddress(typed);
          setChecked(false);
        }}
        onBlur={keepAddress}
        error={isChecked && !read.ok ? t(`proxy.problems.${read.error}`) : null}
      />
      <TextField
        label={t('proxy.bypass')}
        description={t('proxy.bypassHint')}
        value={typedBypass}
        onChange={setTypedBypass}
        onBlur={keepBypass}
      />
      {/* Enter in a field of several needs a button to press. */}
      <input type="submit" hidden />
    </form>
  );
}
