import { create } from 'zustand';
import type { GallerySubject } from '../../shared/civitai/images';
import { emptyWish, type SearchWish } from '../../shared/civitai/search';
import type { DownloadId } from '../../shared/ids';

export const SCREENS = [
  'discover',
  'following',
  'queue',
  'library',
  'folders',
  'settings',
  'account',
] as const;
export type Screen = (typeof SCREENS)[number];

export type Route =
  | { readonly screen: Screen }
  /** What would be downloaded, before it is queued. */
  | { readonly screen: 'plan' }
  /** The guided first start, which can be gone through again. */
  | { readonly screen: 'welcome' }
  /** Files that were dropped on the window, and what they are. */
  | { readonly screen: 'inspection' }
  /** Files of the library that are the same. */
  | { readonly screen: 'duplicates' }
  /** Files that lie in a wrong folder. */
  | { readonly screen: 'tidy' }
  /** What the files of the library take. */
  | { readonly screen: 'space' }
  /** What Civet has done with the user's files. */
  | { readonly screen: 'changes' }
  /** Newer versions of what is in the library. */
  | { readonly screen: 'updates' }
  | { readonly screen: 'model'; readonly modelId: number; readonly versionId: number | null }
  /** Pictures that people made with a model or a version, or that a creator or a post shows. */
  | { readonly screen: 'images'; readonly subject: GallerySubject }
  | { readonly screen: 'creators' }
  | { readonly screen: 'creator'; readonly username: string }
  | { readonly screen: 'tags' }
  | { readonly screen: 'tag'; readonly tag: string };

interface ViewState {
  readonly history: readonly Route[];
  readonly position: number;
  readonly route: Route;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  readonly search: SearchWish;
  /** What stands in the search box, which may be ahead of what is searched for. */
  readonly searchText: string;
  /** The model whose summary is open beside the grid. */
  readonly peekedModelId: number | null;
  readonly selectedDownloadId: DownloadId | null;
  /** Of the index of files; see `LibraryEntry`. */
  readonly selectedLibraryId: number | null;
  readonly isPaletteOpen: boolean;
  /** How often it was opened. */
  readonly paletteOpenings: number;
}

const start: Route = { screen: 'discover' };

export const useViewStore = create<ViewState>(() => ({
  history: [start],
  position: 0,
  route: start,
  canGoBack: false,
  canGoForward: false,
  search: emptyWish,
  searchText: '',
  peekedModelId: null,
  selectedDownloadId: null,
  selectedLibraryId: null,
  isPaletteOpen: false,
  paletteOpenings: 0,
}));

/** More steps than anyone goes back, few enough to forget. */
const LONGEST_HISTORY = 100;

/** Equal for routes that are one place; the versions of a model are. */
export function placeOf(route: Route): string {
  return route.screen === 'model' ? `model ${route.modelId}` : JSON.stringify(route);
}

function isSame(a: Route, b: Route): boolean {
  return placeOf(a) === placeOf(b);
}

/** Screens that one comes to from Discover, and that have no entry of their own in the rail. */
export function isBelowDiscover({ screen }: Route): boolean {
  return ['model', 'images', 'creators', 'creator', 'tags', 'tag'].includes(screen);
}

/** Screens about the user's own files that have no entry of their own in the rail. */
export function isBelowLibrary({ screen }: Route): boolean {
  return ['inspection', 'updates', 'duplicates', 'tidy', 'space', 'changes'].includes(screen);
}

function standAt(history: readonly Route[], position: number): void {
  const route = history[position];
  if (!route) return;
  useViewStore.setState({
    history,
    position,
    route,
    canGoBack: position > 0,
    canGoForward: position < history.length - 1,
  });
}

/** Stands again where somebody has stood, with the same way back. */
export function returnTo({
  history,
  position,
  ...selected
}: Pick<ViewState, 'history' | 'position' | 'selectedDownloadId' | 'selectedLibraryId'>): void {
  standAt(history, position);
  useViewStore.setState(selected);
}

export function navigate(route: Route): void {
  const { history, position, route: current } = useViewStore.getState();
  if (isSame(current, route)) {
    standAt(history.with(position, route), position);
    return;
  }
  const kept = [...history.slice(0, position + 1), route].slice(-LONGEST_HISTORY);
  standAt(kept, kept.length - 1);
}

/** Changes the version of the model on screen without making a step to go back over. */
export function chooseVersion(versionId: number): void {
  const { history, position, route } = useViewStore.getState();
  if (route.screen === 'model') standAt(history.with(position, { ...route, versionId }), position);
}

export function goBack(): void {
  const { history, position } = useViewStore.getState();
  standAt(history, position - 1);
}

export function goForward(): void {
  const { history, position } = useViewStore.getState();
  standAt(history, position + 1);
}

export function writeSearchText(searchText: string): void {
  useViewStore.setState({ searchText });
}

export function changeSearch(change: Partial<SearchWish>): void {
  useViewStore.setState(({ search, searchText }) => ({
    search: { ...search, ...change },
    // A space at the end stays while the next word is being typed.
    searchText: searchText.trim() === change.text ? searchText : (change.text ?? searchText),
    peekedModelId: null,
  }));
}

export function peekAtModel(modelId: number | null): void {
  useViewStore.setState({ peekedModelId: modelId });
}

export function selectDownload(selectedDownloadId: DownloadId | null): void {
  useViewStore.setState({ selectedDownloadId });
}

export function selectLibraryEntry(selectedLibraryId: number | null): void {
  useViewStore.setState({ selectedLibraryId });
}

export function setPaletteOpen(isPaletteOpen: boolean): void {
  useViewStore.setState(({ paletteOpenings }) => ({
    isPaletteOpen,
    paletteOpenings: isPaletteOpen ? paletteOpenings + 1 : paletteOpenings,
  }));
}
