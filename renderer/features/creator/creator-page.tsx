import { ListChecks } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { emptyWish } from '../../../shared/civitai/search';
import { Button } from '../../ui/button';
import { Segmented } from '../../ui/segmented';
import { PlanAll } from '../discover/plan-all';
import { FollowButton } from '../following/follow-button';
import { SubjectGallery } from '../gallery/gallery-page';
import { ModelList } from './model-list';
import './browse-page.css';

const PARTS = ['models', 'pictures'] as const;
type Part = (typeof PARTS)[number];

/** What a creator has published: their models, and the pictures that they posted. */
export function CreatorPage({ username }: { readonly username: string }) {
  const { t } = useTranslation('browse');
  const [part, setPart] = useState<Part>(() => recallPart(username));
  const choose = (next: Part) => {
    lastPart = { username, part: next };
    setPart(next);
  };
  const parts = (
    <Segmented
      label={t('creator.parts')}
      options={PARTS.map((id) => ({ id, label: t(`creator.${id}`) }))}
      value={part}
      onChange={choose}
    />
  );
  return (
    <div className="browse-page">
      <header className="browse-head">
        <h1 className="browse-title selectable">{username}</h1>
        <FollowButton subject={{ kind: 'creator', username }} name={username} />
        <PlanAll
          label={t('creator.plan')}
          wish={{ ...emptyWish, creator: username }}
          trigger={
            <Button size="small" variant="quiet" icon={ListChecks}>
              {t('creator.plan')}
            </Button>
          }
        />
        {parts}
      </header>
      {part === 'models' ? (
        <ModelList filters={{ creator: username }} emptyText={t('creator.noModels')} />
      ) : (
        <SubjectGallery subject={{ kind: 'creator', username }} />
      )}
    </div>
  );
}

/** Coming back from a picture's model finds the pictures again. */
let lastPart: { readonly username: string; readonly part: Part } | null = null;

function recallPart(username: string): Part {
  return lastPart?.username === username ? lastPart.part : 'models';
}
