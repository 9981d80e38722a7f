import { assertNever } from '../../shared/assert-never';
import { AccountPage } from '../features/account/account-page';
import { CreatorPage } from '../features/creator/creator-page';
import { CreatorsPage } from '../features/creator/creators-page';
import { DiscoverPage } from '../features/discover/discover-page';
import { DuplicatesPage } from '../features/duplicates/duplicates-page';
import { FoldersPage } from '../features/folders/folders-page';
import { FollowingPage } from '../features/following/following-page';
import { GalleryPage } from '../features/gallery/gallery-page';
import { InspectionPage } from '../features/inspection/inspection-page';
import { LibraryInspector } from '../features/library/library-inspector';
import { LibraryPage } from '../features/library/library-page';
import { SpacePage } from '../features/library/space-page';
import { ModelPage } from '../features/model/model-page';
import { ChangesPage } from '../features/operations/changes-page';
import { PlanPage } from '../features/plan/plan-page';
import { QueueInspector } from '../features/queue/queue-inspector';
import { QueuePage } from '../features/queue/queue-page';
import { SettingsPage } from '../features/settings/settings-page';
import { TagPage } from '../features/tag/tag-page';
import { TagsPage } from '../features/tag/tags-page';
import { TidyPage } from '../features/tidy/tidy-page';
import { UpdatesPage } from '../features/updates/updates-page';
import { WelcomePage } from '../features/welcome/welcome-page';
import { placeOf, type Route, useViewStore } from '../stores/view';

export function ScreenOf({ route }: { readonly route: Route }) {
  const hasDownload = useViewStore((state) => state.selectedDownloadId !== null);
  const hasLibraryEntry = useViewStore((state) => state.selectedLibraryId !== null);
  switch (route.screen) {
    case 'discover':
      return <DiscoverPage />;
    case 'model':
      return <ModelPage key={route.modelId} modelId={route.modelId} versionId={route.versionId} />;
    case 'images':
      return <GalleryPage key={placeOf(route)} subject={route.subject} />;
    case 'creators':
      return <CreatorsPage />;
    case 'creator':
      return <CreatorPage key={route.username} username={route.username} />;
    case 'tags':
      return <TagsPage />;
    case 'tag':
      return <TagPage key={route.tag} tag={route.tag} />;
    case 'plan':
      return <PlanPage />;
    case 'inspection':
      return <InspectionPage />;
    case 'tidy':
      return <TidyPage />;
    case 'changes':
      return <ChangesPage />;
    case 'space':
      return <SpacePage />;
    case 'duplicates':
      return <DuplicatesPage />;
    case 'updates':
      return <UpdatesPage />;
    case 'following':
      return <FollowingPage />;
    case 'queue':
      return (
        <>
          <QueuePage />
          {hasDownload && <QueueInspector />}
        </>
      );
    case 'library':
      return (
        <>
          <LibraryPage />
          {hasLibraryEntry && <LibraryInspector />}
        </>
      );
    case 'folders':
      return <FoldersPage />;
    case 'settings':
      return <SettingsPage />;
    case 'account':
      return <AccountPage />;
    case 'welcome':
      return <WelcomePage />;
    default:
      return assertNever(route);
  }
}
