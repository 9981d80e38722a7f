import { HardDrive, TriangleAlert, Unplug } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PlanVolume } from '../../../shared/bulk/plan';
import { usePlanStore } from '../../stores/plan';
import { volumeBar } from './volume-bar';
import { volumeWords } from './volume-words';
import './plan-volumes.css';

/** For each volume what the plan needs there and what it has. */
export function PlanVolumes() {
  const { t } = useTranslation('plan');
  const volumes = usePlanStore((store) => store.head.volumes);
  if (volumes.length === 0) return null;
  return (
    <ul className="plan-volumes" aria-label={t('volumes.label')}>
      {volumes.map((volume) => (
        <Volume key={volume.id} volume={volume} />
      ))}
    </ul>
  );
}

const width = (share: number) => ({ width: `${share * 100}%` });

function Volume({ volume }: { readonly volume: PlanVolume }) {
  const { t } = useTranslation('plan');
  const { label, state } = volume;
  const { needs, room, trouble } = volumeWords(t, volume);
  const bar = volumeBar(volume);
  const Icon = state === 'missing' ? Unplug : HardDrive;
  return (
    <li className="plan-volume tabular">
      <p className="plan-volume-line">
        <Icon aria-hidden size={14} className="plan-volume-icon" />
        <bdi dir="ltr" className="plan-volume-name ellipsis" title={label}>
          {label}
        </bdi>
        <span className="plan-volume-needs">{needs}</span>
      </p>
      {bar && (
        <div aria-hidden className="plan-volume-bar">
          <span className="plan-volume-reserved" style={width(bar.reserved)} />
          <span className="plan-volume-promised" style={width(bar.promised)} />
          <span className="plan-volume-fitting" style={width(bar.fitting)} />
          <span className="plan-volume-missing" style={width(bar.missing)} />
        </div>
      )}
      <p className="plan-volume-line plan-volume-room dim">
        {trouble !== null && (
          <strong className="plan-volume-trouble">
            <TriangleAlert aria-hidden size={14} />
            {trouble}
          </strong>
        )}
        {room.map((part) => (
          <span key={part} className="plan-volume-part">
            {part}
          </span>
        ))}
      </p>
    </li>
  );
}
