import { z } from 'zod';
import type { AccountView } from '../account';
import type { AppUpdatesStatus } from '../app-updates/app-updates';
import type { Plan, PlanChoice, PlanDelta, PlanQueued } from '../bulk/plan';
import { planChangeSchema, planItemSchema, planSourceSchema } from '../bulk/plan-schema';
import type { VersionTerms } from '../civitai/access';
import type { Arrival } from '../civitai/arrival';
import type {
  CacheFacts,
  CatalogueEnums,
  HashMatch,
  RenewedAnswer,
  SearchPage,
  SeenModel,
  VersionPlace,
} from '../civitai/catalogue-answers';
import {
  galleryQuerySchema,
  hashSearchSchema,
  nameSearchSchema,
  versionSearchSchema,
} from '../civitai/catalogue-schema';
import type { CreatorPage } from '../civitai/creators';
import type { GalleryPage } from '../civitai/images';
import { MATURITY_LEVELS } from '../civitai/model';
import { LONGEST_SEARCH_TEXT } from '../civitai/search';
import { searchQuerySchema } from '../civitai/search-schema';
import type { SeenModelName } from '../civitai/seen-models';
import type { TagPage } from '../civitai/tags';
import type { DownloadProgress, DownloadView } from '../download/download';
import type { HistoryPage } from '../download/history';
import { PRIORITIES } from '../download/priority';
import type { VolumeSpace } from '../download/space';
import type { EntryView } from '../entry/entry';
import type { Failure } from '../failure';
import { followSubjectSchema, newsCursorSchema, newsToMarkSchema } from '../following/follow-schema';
import type { FollowingStatus, FollowView, NewsPage } from '../following/following';
import { type DownloadId, downloadIdSchema, fileIdSchema, modelIdSchema, versionIdSchema } from '../ids';
import type { DropOutcome, InspectionDelta } from '../inspection/inspection';
import type { DuplicateProgress } from '../library/duplicates';
import type { LibraryStatus } from '../library/library';
import { LONGEST_TEMPLATE, type NamePreview } from '../naming';
import type { NetworkView } from '../network';
import type { OperationsView, OperationView, PlanningProgress } from '../operations/operations';
import type { TidyView } from '../operations/tidy';
import type { FoldersView, PlaceReason } from '../placement';
import type { RulePreview } from '../placement-rules';
import { folderKindSchema, layoutSchema, placementRulesSchema, rootIdSchema } from '../placement-schema';
import type { Result } from '../result';
import { type Settings, settingsPatchSchema } from '../settings/schema';
import type { SidecarRun, SidecarsStatus } from '../sidecars';
import type { AppInfo, SystemStatus } from '../status';
import type { UpdatesStatus } from '../updates/updates';
import { appUpdateCalls } from './app-update-calls';
import { type Call, call } from './call';
import { diagnosticsCalls } from './diagnostics-calls';
import { duplicateCalls } from './duplicate-calls';
import { entryCalls } from './entry-calls';
import { inspectionCalls } from './inspection-calls';
import { libraryCalls } from './library-calls';
import { networkCalls } from './network-calls';
import { operationsCalls } from './operation-calls';
import { presenceCalls } from './presence-calls';
import { updateCalls } from './update-calls';

export type { CacheFacts, CatalogueEnums, HashMatch, RenewedAnswer, SearchPage, SeenModel, VersionPlace };

const nothing = z.undefined();
const oneDownload = z.object({ id: downloadIdSchema }).strict();
const oneRoot = z.object({ id: rootIdSchema }).strict();
/** As many as a list of everything may hold. */
const someDownloads = z.array(downloadIdSchema).min(1).max(20_000);
/** They keep their order among themselves. `up` and `down` pass one download of the same priority. */
const moveTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['top', 'bottom', 'up', 'down']) }).strict(),
  z.object({ kind: z.enum(['before', 'after']), id: downloadIdSchema }).strict(),
]);
export type MoveTarget = z.infer<typeof moveTarget>;
/** The kind of folder that the user wants it in; null for where it belongs. */
const folderKind = folderKindSchema.nullable().default(null);
const chosenFile = z
  .object({ modelId: modelIdSchema, versionId: versionIdSchema, fileId: fileIdSchema })
  .strict();

/** Where a file would go, asked before the button is pressed. */
export interface DownloadPlan {
  readonly fileName: string;
  readonly placeLabel: string;
  readonly placePath: string;
  readonly placeReason: PlaceReason;
  readonly freeBytes: number | null;
  readonly approximateBytes: number | null;
  readonly needsRiskAccepted: boolean;
  /** A download of the same file that is still under way or has been placed. */
  readonly existing: DownloadId | null;
}

export interface DownloadsSnapshot {
  readonly revision: number;
  readonly downloads: readonly DownloadView[];
  readonly progress: readonly DownloadProgress[];
}

export interface DownloadsDelta {
  readonly revision: number;
  readonly upserts: readonly DownloadView[];
  readonly removed: readonly DownloadId[];
}

/**
 * Everything the page may ask of main. From one line follow, by types, what the page must send, what
 * the handler receives after parsing, and what the page gets back.
 */
export const contract = {
  'app.info': call(nothing).returns<AppInfo>(),
  'app.status': call(nothing).returns<SystemStatus>(),
  /** Bytes of memory of this machine's graphics card; null where nobody tells. */
  'app.gpuMemory': call(nothing).returns<number | null>(),
  'app.copyText': call(z.object({ text: z.string().max(20_000) }).strict()).returns<null>(),
  /** A link that a creator wrote. Main opens it only when it is https and leads to a known host. */
  'app.openLink': call(z.object({ untrustedUrl: z.string().max(2_000) }).strict()).returns<null>(),
  'app.openModelPage': call(
    z.object({ modelId: modelIdSchema, versionId: versionIdSchema.nullable() }).strict(),
  ).returns<null>(),
  'app.openTokenPage': call(nothing).returns<null>(),
  /** What Civet was started with, or what came since; once, and null when there is none. */
  'app.takeLink': call(nothing).returns<Arrival | null>(),

  'catalogue.search': call(searchQuerySchema).returns<SearchPage>(),
  /** Models of earlier lists whose name or creator holds all the words, also without the service. */
  'catalogue.seenModels': call(
    z.object({ text: z.string().max(LONGEST_SEARCH_TEXT), maturity: z.enum(MATURITY_LEVELS) }).strict(),
  ).returns<readonly SeenModelName[]>(),
  /** Pictures above `maturity` are left out, and so never fetched. */
  'catalogue.model': call(
    z.object({ modelId: modelIdSchema, maturity: z.enum(MATURITY_LEVELS) }).strict(),
  ).returns<SeenModel>(),
  /** What stands in the way of a download and is not said in the answer about the model. */
  'catalogue.terms': call(z.object({ versionId: versionIdSchema }).strict()).returns<VersionTerms>(),
  'catalogue.enums': call(nothing).returns<CatalogueEnums>(),
  /** Pictures that people made with a model or a version, or that a creator or a post shows. */
  'catalogue.images': call(galleryQuerySchema).returns<GalleryPage>(),
  'catalogue.creators': call(nameSearchSchema).returns<CreatorPage>(),
  'catalogue.tags': call(nameSearchSchema).returns<TagPage>(),
  /** Which model a version belongs to, or the file that has a hash. */
  'catalogue.findVersion': call(versionSearchSchema).returns<VersionPlace>(),
  /** Where files with these hashes are published; what nobody has published is left out. */
  'catalogue.findByHashes': call(hashSearchSchema).returns<readonly HashMatch[]>(),
  /** The user wants a try now: what could not be renewed a moment ago is asked for again. */
  'catalogue.askAgain': call(nothing).returns<null>(),
  'catalogue.cacheFacts': call(nothing).returns<CacheFacts>(),
  /** Forgets every kept answer and picture; what was seen is not browsable without the service any more. */
  'catalogue.clearCache': call(nothing).returns<CacheFacts>(),

  'downloads.snapshot': call(nothing).returns<DownloadsSnapshot>(),
  'downloads.plan': call(chosenFile.extend({ folderKind })).returns<DownloadPlan>(),
  'downloads.add': call(chosenFile.extend({ isRiskAccepted: z.boolean(), folderKind })).returns<DownloadId>(),
  /** Into another kind of folder, as long as nothing of it is here; null for where it belongs. */
  'downloads.putInto': call(oneDownload.extend({ folderKind: folderKindSchema.nullable() })).returns<null>(),
  'downloads.pause': call(oneDownload).returns<null>(),
  'downloads.resume': call(oneDownload).returns<null>(),
  'downloads.retry': call(oneDownload).returns<null>(),
  'downloads.cancel': call(oneDownload).returns<null>(),
  /** Takes it off the list, with its partial data. A placed file stays where it is. */
  'downloads.remove': call(oneDownload).returns<null>(),
  'downloads.openFolder': call(oneDownload).returns<null>(),
  'downloads.pauseAll': call(nothing).returns<null>(),
  'downloads.resumeAll': call(nothing).returns<null>(),
  'downloads.retryAllFailed': call(nothing).returns<null>(),
  /** Moves downloads in the user's order. Ids that are not there any more are passed over. */
  'downloads.move': call(z.object({ ids: someDownloads, to: moveTarget }).strict()).returns<null>(),
  'downloads.setPriority': call(
    z.object({ ids: someDownloads, priority: z.enum(PRIORITIES) }).strict(),
  ).returns<null>(),
  /** Puts all unfinished downloads in order of what they still need; the user may change it again. */
  'downloads.smallestFirst': call(nothing).returns<null>(),
  /** Takes what is placed off the list; the files stay. Answers with how many there were. */
  'downloads.clearDone': call(nothing).returns<number>(),
  /** Downloads that have ended. Every word must stand in model, version, file name or creator. */
  'downloads.history': call(
    z.object({ text: z.string().max(200), cursor: z.string().max(100).nullable() }).strict(),
  ).returns<HistoryPage>(),
  /** Forgets that they ever were; files and the library are not touched. */
  'downloads.clearHistory': call(nothing).returns<null>(),
  /** One entry a volume that unfinished downloads are meant for. */
  'downloads.space': call(nothing).returns<readonly VolumeSpace[]>(),

  'bulk.snapshot': call(nothing).returns<Plan>(),
  /** Adds to the plan. Answers at once; what is found comes with `bulk.changed`. */
  'bulk.collect': call(planSourceSchema).returns<null>(),
  /** What has been found so far stays. */
  'bulk.stop': call(nothing).returns<null>(),
  'bulk.change': call(planChangeSchema).returns<null>(),
  'bulk.clear': call(nothing).returns<null>(),
  /** The versions and files that an item could be changed to. */
  'bulk.choices': call(planItemSchema).returns<readonly PlanChoice[]>(),
  /** Queues what is included, and takes it out of the plan. */
  'bulk.queue': call(nothing).returns<PlanQueued>(),
  /** Lets the user choose a lock file, and adds what it names; `null` when they closed the dialog. */
  'bulk.importLock': call(nothing).returns<{ readonly fileCount: number } | null>(),
  /** Writes what is included or owned, where the user says; `null` when they closed the dialog. */
  'bulk.exportLock': call(nothing).returns<{ readonly fileCount: number } | null>(),

  'following.status': call(nothing).returns<FollowingStatus>(),
  /** Looked at for the first time at once. Taken back within a minute, unfollowing leaves no trace. */
  'following.follow': call(z.object({ subject: followSubjectSchema }).strict()).returns<null>(),
  'following.unfollow': call(z.object({ subject: followSubjectSchema }).strict()).returns<null>(),
  /** Everything that is followed, by name. */
  'following.list': call(nothing).returns<readonly FollowView[]>(),
  'following.news': call(z.object({ cursor: newsCursorSchema }).strict()).returns<NewsPage>(),
  'following.markRead': call(z.object({ versionIds: newsToMarkSchema }).strict()).returns<null>(),
  /** Answers at once; what comes of it is told by `following.changed`. */
  'following.lookNow': call(nothing).returns<null>(),

  'folders.snapshot': call(nothing).returns<FoldersView>(),
  /** The same, after folders and lists of programs may have changed; whoever listens is told as well. */
  'folders.lookAgain': call(nothing).returns<null>(),
  /**
   * Opens the system's folder dialog, for one folder more or instead of one there is. `null` when the user closed
   * it without choosing.
   */
  'folders.pickRoot': call(
    z.object({ layout: layoutSchema.nullable(), replaces: rootIdSchema.nullable().default(null) }).strict(),
  ).returns<FoldersView | null>(),
  /** Takes the folder that was refused last as another layout, without asking for it again. */
  'folders.takeRefused': call(z.object({ layout: layoutSchema }).strict()).returns<FoldersView>(),
  'folders.pickForKind': call(z.object({ kind: folderKindSchema }).strict()).returns<FoldersView | null>(),
  'folders.setUsual': call(oneRoot).returns<FoldersView>(),
  /** Forgets the folder; its files stay. */
  'folders.removeRoot': call(oneRoot).returns<FoldersView>(),
  /** Undoes the last removal. */
  'folders.takeBack': call(nothing).returns<FoldersView>(),
  'folders.openRoot': call(oneRoot).returns<null>(),
  'folders.useRootForKind': call(
    z.object({ kind: folderKindSchema, rootId: rootIdSchema }).strict(),
  ).returns<FoldersView>(),
  'folders.resetKind': call(z.object({ kind: folderKindSchema }).strict()).returns<FoldersView>(),
  'folders.open': call(z.object({ kind: folderKindSchema }).strict()).returns<null>(),
  /** What would go elsewhere if these were the rules; null when something else was asked meanwhile. */
  'folders.previewRules': call(
    z.object({ rules: placementRulesSchema }).strict(),
  ).returns<RulePreview | null>(),

  ...libraryCalls,

  ...inspectionCalls,

  ...updateCalls,

  ...appUpdateCalls,

  ...operationsCalls,

  ...duplicateCalls,

  ...diagnosticsCalls,
  ...presenceCalls,

  /** What templates would make of files that are here or wanted. One that makes no sense counts as empty. */
  'names.preview': call(
    z.object({ file: z.string().max(LONGEST_TEMPLATE), folder: z.string().max(LONGEST_TEMPLATE) }).strict(),
  ).returns<NamePreview>(),

  'sidecars.status': call(nothing).returns<SidecarsStatus>(),
  /** For everything that is placed, as the settings want it now. Answers at once; see `sidecars.changed`. */
  'sidecars.writeAll': call(nothing).returns<null>(),
  /** Ends what the user has asked for: what is written stays, and the model that is being written is finished. */
  'sidecars.stop': call(nothing).returns<null>(),

  'account.snapshot': call(nothing).returns<AccountView>(),
  'account.signIn': call(
    z.object({ token: z.string().trim().min(8).max(512) }).strict(),
  ).returns<AccountView>(),
  'account.signOut': call(nothing).returns<AccountView>(),

  ...networkCalls,

  'settings.snapshot': call(nothing).returns<Settings>(),
  'settings.update': call(settingsPatchSchema).returns<Settings>(),

  ...entryCalls,
} as const;

/** Everything main tells the page unasked. */
export interface Events {
  'downloads.changed': DownloadsDelta;
  'downloads.progress': readonly DownloadProgress[];
  'downloads.spaceChanged': readonly VolumeSpace[];
  'bulk.changed': PlanDelta;
  'following.changed': FollowingStatus;
  'library.changed': LibraryStatus;
  'updates.changed': UpdatesStatus;
  'appUpdates.changed': AppUpdatesStatus;
  'inspection.changed': InspectionDelta;
  'duplicates.progress': DuplicateProgress | null;
  /** What came of files that were dropped on the window. */
  'inspection.dropped': Result<DropOutcome, Failure>;
  'operations.changed': OperationsView;
  /** Told several times a second while many files are looked at; null when that has ended. */
  'operations.planning': PlanningProgress | null;
  'operations.tidyChanged': TidyView;
  /** Something has happened to the user's files, or was taken back. */
  'operations.ended': OperationView;
  'folders.changed': FoldersView;
  'sidecars.changed': SidecarsStatus;
  'network.changed': NetworkView;
  /** All of what the user has asked for was gone through, or it was ended. */
  'sidecars.ended': SidecarRun;
  'account.changed': AccountView;
  'settings.changed': Settings;
  'app.statusChanged': SystemStatus;
  'entry.changed': EntryView;
  /** A link was copied elsewhere, and the user has asked to be told. Only told; nothing is kept of it. */
  'entry.linkCopied': Arrival;
  /** There is a link to be taken. */
  'app.linkArrived': null;
  /** What was shown from before has been asked for again, and is to be read anew. */
  'catalogue.renewed': RenewedAnswer;
  /** A command of the application menu or a system key that the page carries out. */
  'app.navigate': NavigationTarget;
  /** The page may be let go of soon; it answers with `presence.leavePlace`. */
  'app.windowHidden': null;
  /** The user wants to see this one, from outside the window. */
  'app.showDownload': DownloadId;
}

export const NAVIGATION_TARGETS = [
  'discover',
  'following',
  'queue',
  'library',
  'folders',
  'settings',
  'account',
  'search',
  'palette',
  'back',
  'forward',
] as const;
export type NavigationTarget = (typeof NAVIGATION_TARGETS)[number];

export type Contract = typeof contract;
export type CallName = keyof Contract;
export type EventName = keyof Events;

export type CallInput<Name extends CallName> = z.input<Contract[Name]['input']>;
export type ParsedInput<Name extends CallName> = z.output<Contract[Name]['input']>;
export type CallOutput<Name extends CallName> =
  Contract[Name] extends Call<z.ZodType, infer Output> ? Output : never;
export type CallResult<Name extends CallName> = Result<CallOutput<Name>, Failure>;

/** One handler a call; a forgotten one does not compile. */
export type Handlers = {
  readonly [Name in CallName]: (input: ParsedInput<Name>) => Promise<CallResult<Name>> | CallResult<Name>;
};

/** The page's whole world outside itself. */
export interface Api {
  invoke<Name extends CallName>(
    name: Name,
    ...payload: undefined extends CallInput<Name> ? [] : [CallInput<Name>]
  ): Promise<CallResult<Name>>;
  /** Subscribes; the answer unsubscribes. */
  on<Name extends EventName>(name: Name, listener: (payload: Events[Name]) => void): () => void;
}
