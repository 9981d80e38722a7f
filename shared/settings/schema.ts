import { z } from 'zod';
import { MATURITY_LEVELS } from '../civitai/model';
import { LONGEST_SEARCH_TEXT } from '../civitai/search';
import { SEARCH_LIMITS } from '../civitai/search-limits';
import { savedSearchSchema, searchFiltersSchema } from '../civitai/search-schema';
import { LONGEST_TEMPLATE, readTemplate, type TemplateUse } from '../naming';
import { LONGEST_PROXY_ADDRESS, PROXY_MODES, readProxyAddress, SERVICE_HOSTS } from '../network';
import { placementRulesSchema } from '../placement-schema';
import { SIDECAR_DIALECTS } from '../sidecars';
import { OLD_FATES } from '../updates/updates';

export const MINUTES_A_DAY = 24 * 60;
/** Below this a download is a trickle that looks like a fault. */
export const LOWEST_LIMIT = 16 * 1024;
const HIGHEST_LIMIT = 10 * 1024 ** 3;
const MOST_RULES = 50;

const bytesPerSecond = z.number().int().min(LOWEST_LIMIT).max(HIGHEST_LIMIT);
const simultaneousDownloads = z.number().int().min(1).max(10);
const connectionsPerDownload = z.number().int().min(1).max(8);
const limit = z.object({ isOn: z.boolean(), bytesPerSecond });

/** A stretch of the week; one that ends before it begins goes over midnight. Local time. */
const scheduleRule = z.object({
  /** 0 is Monday. The day on which the stretch begins. */
  days: z.array(z.number().int().min(0).max(6)).min(1).max(7),
  fromMinute: z
    .number()
    .int()
    .min(0)
    .max(MINUTES_A_DAY - 1),
  /** The first minute that does not belong to it any more. */
  toMinute: z.number().int().min(0).max(MINUTES_A_DAY),
  /** Null is full speed, 0 fetches nothing. */
  bytesPerSecond: bytesPerSecond.or(z.literal(0)).nullable(),
});
const savedSearches = z.array(savedSearchSchema).max(SEARCH_LIMITS.savedSearches);
const recentSearches = z.array(z.string().min(1).max(LONGEST_SEARCH_TEXT)).max(SEARCH_LIMITS.recentSearches);
/** Null blurs nothing. Pictures above `maturity` are never fetched, so they need no blur. */
const blurAbove = z.enum(MATURITY_LEVELS).nullable();

/** Null asks the machine. Below 1 GiB no generator runs; above 1 TiB there is no card. */
const gpuMemoryBytes = z
  .number()
  .int()
  .min(1024 ** 3)
  .max(1024 ** 4)
  .nullable();
const template = (use: TemplateUse) =>
  z
    .string()
    .max(LONGEST_TEMPLATE)
    .refine((text) => readTemplate(text, use).ok);
const fileTemplate = template('file');
const folderTemplate = template('folder');
const dialects = z.array(z.enum(SIDECAR_DIALECTS)).max(SIDECAR_DIALECTS.length);
const proxyMode = z.enum(PROXY_MODES);
/** Empty until the user has named one. Never with a login: that is kept elsewhere. */
const proxyText = z
  .string()
  .trim()
  .max(LONGEST_PROXY_ADDRESS)
  .refine((text) => text === '' || readProxyAddress(text).ok);
const proxyBypass = z.string().trim().max(2_000);
const serviceHost = z.enum(SERVICE_HOSTS);
const appUpdates = z.object({
  isOn: z.boolean().default(true),
  channel: z.enum(['stable', 'beta']).default('stable'),
});
const notifications = z.object({ completed: z.boolean(), failed: z.boolean(), loginNeeded: z.boolean() });
const schedule = z.object({ isOn: z.boolean(), rules: z.array(scheduleRule).max(MOST_RULES) });

/** What the user may set. Secrets and folders are kept elsewhere. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'dark', 'light']).default('system'),
  maturity: z.enum(MATURITY_LEVELS).default('PG'),
  blurAbove: blurAbove.default(null),
  /** Those of Discover, as they were left. */
  filters: searchFiltersSchema.prefault({}),
  /** In the user's order of naming, newest last. */
  savedSearches: savedSearches.default([]),
  /** As they were typed, newest first. */
  recentSearches: recentSearches.default([]),
  simultaneousDownloads: simultaneousDownloads.default(2),
  connectionsPerDownload: connectionsPerDownload.default(4),
  /** Set by hand; a rule of the schedule that is in force goes before it. */
  limit: limit.default({ isOn: false, bytesPerSecond: 5_000_000 }),
  schedule: schedule.default({ isOn: false, rules: [] }),
  pauseOnBattery: z.boolean().default(false),
  pauseOnMetered: z.boolean().default(false),
  /** No sleep by itself while a file is fetched or verified. */
  keepAwake: z.boolean().default(true),
  /** Tells of links that are copied elsewhere; off, the clipboard is never read. */
  watchClipboard: z.boolean().default(false),
  /** Closing the window leaves Civet running, in the tray where there is one. */
  closeToTray: z.boolean().default(true),
  /** Which of what happens is told by the system's notifications. */
  notifications: notifications.default({ completed: true, failed: true, loginNeeded: true }),
  startAtLogin: z.boolean().default(false),
  /** A start with the session opens no window. */
  startHidden: z.boolean().default(true),
  /** Quitting while something runs asks first. */
  askBeforeQuit: z.boolean().default(true),
  /** Of the user's graphics card, where the machine does not tell or is not the one that generates. */
  gpuMemoryBytes: gpuMemoryBytes.default(null),
  /** Empty ones leave names and folders as Civitai and the program have them. */
  names: z.object({ file: fileTemplate.default(''), folder: folderTemplate.default('') }).prefault({}),
  /** Where files go that meet them, instead of where their own kind does. */
  placementRules: placementRulesSchema.default([]),
  /** Written beside what is placed. */
  sidecars: z.object({ dialects: dialects.default([]), hasPreview: z.boolean().default(false) }).prefault({}),
  /** What becomes of the old file when an update is placed and verified, unless the user says otherwise. */
  oldVersions: z.enum(OLD_FATES).default('keep'),
  /** How Civet reaches the net; `address` and `bypass` hold with `manual`. */
  proxy: z
    .object({
      mode: proxyMode.default('system'),
      address: proxyText.default(''),
      bypass: proxyBypass.default(''),
    })
    .prefault({}),
  /** Which of Civitai's hosts is asked, from the next start on. */
  serviceHost: serviceHost.default('civitai.com'),
  /** New versions of Civet itself: whether they are looked for and fetched, and which. */
  appUpdates: appUpdates.prefault({}),
  preference: z
    .object({
      format: z.enum(['SafeTensor', 'PickleTensor', 'GGUF', 'any']).default('SafeTensor'),
      precision: z.enum(['fp16', 'bf16', 'fp32', 'fp8', 'any']).default('fp16'),
      sizeClass: z.enum(['pruned', 'full', 'any']).default('pruned'),
    })
    .prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;
export type FilePreference = Settings['preference'];
export type BandwidthSchedule = Settings['schedule'];
export type ScheduleRule = BandwidthSchedule['rules'][number];

// A patch must not fill in defaults for what it does not mention, so it is built from plain members.
export const settingsPatchSchema = z
  .object({
    theme: z.enum(['system', 'dark', 'light']),
    maturity: z.enum(MATURITY_LEVELS),
    blurAbove,
    filters: searchFiltersSchema,
    savedSearches,
    recentSearches,
    simultaneousDownloads,
    connectionsPerDownload,
    limit,
    schedule,
    pauseOnBattery: z.boolean(),
    pauseOnMetered: z.boolean(),
    keepAwake: z.boolean(),
    watchClipboard: z.boolean(),
    closeToTray: z.boolean(),
    notifications,
    startAtLogin: z.boolean(),
    startHidden: z.boolean(),
    askBeforeQuit: z.boolean(),
    gpuMemoryBytes,
    names: z.object({ file: fileTemplate, folder: folderTemplate }),
    placementRules: placementRulesSchema,
    sidecars: z.object({ dialects, hasPreview: z.boolean() }),
    oldVersions: z.enum(OLD_FATES),
    proxy: z.object({ mode: proxyMode, address: proxyText, bypass: proxyBypass }),
    serviceHost,
    appUpdates: z.object({ isOn: z.boolean(), channel: z.enum(['stable', 'beta']) }),
    preference: z.object({
      format: z.enum(['SafeTensor', 'PickleTensor', 'GGUF', 'any']),
      precision: z.enum(['fp16', 'bf16', 'fp32', 'fp8', 'any']),
      sizeClass: z.enum(['pruned', 'full', 'any']),
    }),
  })
  .partial()
  .strict();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;
