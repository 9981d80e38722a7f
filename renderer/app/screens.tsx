import { type ComponentType, lazy, Suspense } from 'react';
import { DiscoverPage } from '../features/discover/discover-page';
import type { Route } from '../stores/view';

type ScreenOf = ComponentType<{ readonly route: Route }>;

/** Known once it was loaded, so that no screen is awaited twice. */
let loaded: ScreenOf | null = null;

async function loadScreens(): Promise<ScreenOf> {
  const { ScreenOf } = await import('./screen-of');
  loaded = ScreenOf;
  return ScreenOf;
}

const AwaitedScreen = lazy(async () => ({ default: await loadScreens() }));

/** The screen of a route. All but the first one of a start come in a part of their own, so that the first is quick. */
export function Screens({ route }: { readonly route: Route }) {
  if (route.screen === 'discover') return <DiscoverPage />;
  const Loaded = loaded;
  if (Loaded !== null) return <Loaded route={route} />;
  return (
    <Suspense fallback={null}>
      <AwaitedScreen route={route} />
    </Suspense>
  );
}

/** Fetches the further screens, so that they are there when somebody goes to one. */
export function startFurtherScreens(): void {
  // One that cannot be had is told of where it is shown.
  loadScreens().catch(() => undefined);
}
