import { z } from 'zod';
import type { FolderKind } from '../../../shared/placement';
import type { LocalAnswer } from '../program-ports';

/** Stands in InvokeAI's folder, and says at which port it listens. */
export const INVOKE_CONFIG = 'invokeai.yaml';
export const MOST_INVOKE_CONFIG_BYTES = 64 * 1024;
const USUAL_PORT = 9090;

/** What InvokeAI can make use of; it refuses everything else. */
export const INVOKE_KINDS: ReadonlySet<FolderKind> = new Set<FolderKind>([
  'checkpoint',
  'diffusionModel',
  'lora',
  'locon',
  'dora',
  'embedding',
  'vae',
  'controlnet',
  'upscaler',
  'textEncoder',
  'clipVision',
]);

/** Answers with the version of whoever listens; asked before a path of the user's is told to anybody. */
export const INVOKE_VERSION = '/api/v1/app/version';

/** Answers with everything that InvokeAI has; some kilobytes for each model. */
export const INVOKE_MODELS = '/api/v2/models/';
export const MOST_INVOKE_MODELS_BYTES = 32 * 1024 * 1024;

const modelsSchema = z.object({ models: z.array(z.object({ path: z.string() }).catch({ path: '' })) });
const configSchema = z.object({ port: z.number().int().min(1).max(65_535) });
const versionSchema = z.object({ version: z.string().regex(/^\d+\.\d+/) });
const jobSchema = z.object({
  id: z.number().int().nonnegative(),
  status: z.enum([
    'waiting',
    'downloading',
    'downloads_done',
    'running',
    'paused',
    'completed',
    'error',
    'cancelled',
  ]),
  error_reason: z.string().nullish(),
});

/** @param config what `invokeai.yaml` says, of any shape; the usual port when it says none */
export function invokePort(config: unknown): number {
  const parsed = configSchema.safeParse(config);
  return parsed.success ? parsed.data.port : USUAL_PORT;
}

/** Whether it is InvokeAI that answers there. */
export function isInvoke({ status, body }: LocalAnswer): boolean {
  return status === 200 && versionSchema.safeParse(body).success;
}

/** Paths of the files that InvokeAI has, as `asInvoke` writes them; null when it does not say. */
export function knownPaths({ status, body }: LocalAnswer): ReadonlySet<string> | null {
  const listed = status === 200 ? modelsSchema.safeParse(body) : null;
  return listed?.success === true ? new Set(listed.data.models.map(({ path }) => path)) : null;
}

/** A path without links as InvokeAI keeps it: with slashes, also on Windows. */
export function asInvoke(realPath: string): string {
  return /^([a-z]:)?\\/i.test(realPath) ? realPath.replaceAll('\\', '/') : realPath;
}

/** Asks InvokeAI to use a file where it is (API note 8). */
export function installRequest(file: string): string {
  return `/api/v2/models/install?source=${encodeURIComponent(file)}&inplace=true`;
}

/** Asks how far a job is. */
export function jobRequest(jobId: number): string {
  return `/api/v2/models/install/${jobId}`;
}

export type InstallOutcome =
  | { readonly kind: 'registered' }
  | { readonly kind: 'refused' }
  /** It has been taken up, and is being looked at. */
  | { readonly kind: 'running'; readonly jobId: number }
  /** To be asked again another time. */
  | { readonly kind: 'later' };

/**
 * What InvokeAI says of a file, when it is told of it and when it is asked about the job. 409 is one that it knows
 * already; a job that ends for that reason is the same.
 */
export function judgeInstall({ status, body }: LocalAnswer): InstallOutcome {
  if (status === 409) return { kind: 'registered' };
  if (status >= 500 || status === 429) return { kind: 'later' };
  if (status < 200 || status >= 300) return { kind: 'refused' };
  const job = jobSchema.safeParse(body);
  if (!job.success) return { kind: 'later' };
  switch (job.data.status) {
    case 'completed':
      return { kind: 'registered' };
    case 'error':
      return job.data.error_reason === 'DuplicateModelException'
        ? { kind: 'registered' }
        : { kind: 'refused' };
    case 'cancelled':
      return { kind: 'refused' };
    default:
      return { kind: 'running', jobId: job.data.id };
  }
}

/** The same for the answer about a job: one that InvokeAI does not know any more has to be told of anew. */
export function judgeJob(answer: LocalAnswer): InstallOutcome {
  return answer.status === 404 ? { kind: 'later' } : judgeInstall(answer);
}
