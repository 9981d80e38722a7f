import type { DownloadId } from '../../../shared/ids';
import type { Registration } from '../../../shared/placement';
import {
  asInvoke,
  INVOKE_CONFIG,
  INVOKE_KINDS,
  INVOKE_MODELS,
  INVOKE_VERSION,
  type InstallOutcome,
  installRequest,
  invokePort,
  isInvoke,
  jobRequest,
  judgeInstall,
  judgeJob,
  knownPaths,
  MOST_INVOKE_CONFIG_BYTES,
  MOST_INVOKE_MODELS_BYTES,
} from '../../core/placement/invoke-models';
import type { ChosenRoot } from '../../core/placement/roots';
import type { Clock, DownloadRecord, Places } from '../../core/ports';
import type { ConfigFiles, LocalPrograms } from '../../core/program-ports';

/** Between two questions about a job, and how often it is asked: a large file is hashed for a minute. */
const JOB_PAUSE_MS = 1_000;
const MOST_JOB_LOOKS = 120;

export interface ModelRegistrarNeeds {
  readonly files: Pick<ConfigFiles, 'readYaml'>;
  readonly places: Pick<Places, 'join' | 'exists' | 'isInside' | 'real'>;
  readonly programs: LocalPrograms;
  readonly clock: Pick<Clock, 'after'>;
  readonly downloads: () => readonly DownloadRecord[];
  readonly onChanged: () => void;
}

type Presence = 'there' | 'absent' | 'other';

/**
 * Tells InvokeAI of what was placed for it, because it looks at no folder by itself. It is asked first what it has: a
 * file that it is told of is read as a whole before it finds that it knows it. A file counts as registered when
 * InvokeAI says that it has it, not before.
 */
export class ModelRegistrar {
  private readonly outcomes = new Map<DownloadId, 'registered' | 'refused'>();
  /** What InvokeAI was still looking at when nobody asked it any more. */
  private readonly jobs = new Map<DownloadId, number>();
  private presence: Presence = 'there';
  private looking: Promise<void> | null = null;
  private isAskedAgain = false;
  private roots: readonly ChosenRoot[] = [];

  constructor(private readonly needs: ModelRegistrarNeeds) {}

  /** Null for programs that look through their folders. */
  of(root: ChosenRoot): Registration | null {
    if (root.layout !== 'invokeai') return null;
    const all = this.placedIn(root).map(({ id }) => this.outcomes.get(id) ?? 'waiting');
    const count = (which: string) => all.filter((outcome) => outcome === which).length;
    return {
      registered: count('registered'),
      refused: count('refused'),
      waiting: count('waiting'),
      isAbsent: this.presence === 'absent',
      isOtherProgram: this.presence === 'other',
    };
  }

  /** Goes through what no answer has been given about; returns when that is done, also for roots that came meanwhile. */
  look(roots: readonly ChosenRoot[]): Promise<void> {
    this.roots = roots;
    this.isAskedAgain = this.looking !== null;
    this.looking ??= this.register();
    return this.looking;
  }

  private async register(): Promise<void> {
    try {
      do {
        this.isAskedAgain = false;
        await this.registerAll(this.roots);
      } while (this.isAskedAgain);
    } finally {
      // In the same turn as the last look at what was asked meanwhile, so that nothing is asked in vain.
      this.looking = null;
    }
  }

  private async registerAll(roots: readonly ChosenRoot[]): Promise<void> {
    const told = () => JSON.stringify(roots.map((root) => this.of(root)));
    const before = told();
    for (const root of roots) if (root.layout === 'invokeai') await this.registerIn(root);
    if (told() !== before) this.needs.onChanged();
  }

  private async registerIn(root: ChosenRoot): Promise<void> {
    const { files, places, programs } = this.needs;
    const waiting = this.placedIn(root).filter(({ id }) => !this.outcomes.has(id));
    if (waiting.length === 0) return;
    const config = await files.readYaml(places.join(root.path, INVOKE_CONFIG), MOST_INVOKE_CONFIG_BYTES);
    const port = invokePort(config.kind === 'value' ? config.value : null);
    const who = await programs.ask(port, 'GET', INVOKE_VERSION);
    this.presence = who === null ? 'absent' : isInvoke(who) ? 'there' : 'other';
    if (this.presence !== 'there') return;
    const had = await programs.ask(port, 'GET', INVOKE_MODELS, MOST_INVOKE_MODELS_BYTES);
    const known = had === null ? null : knownPaths(had);
    // Whoever cannot say what it has is asked again another time, and told of nothing now.
    if (known === null) return;
    for (const { id, file } of waiting) {
      if (this.presence !== 'there') return;
      if (known.has(asInvoke(await places.real(file)))) {
        this.jobs.delete(id);
        this.outcomes.set(id, 'registered');
        continue;
      }
      if (!(await places.exists(file))) continue;
      const outcome = await this.install(port, id, file);
      if (outcome.kind === 'registered' || outcome.kind === 'refused') this.outcomes.set(id, outcome.kind);
      if (outcome.kind === 'running') this.jobs.set(id, outcome.jobId);
      else this.jobs.delete(id);
      if (outcome.kind === 'later') return;
    }
  }

  /** Tells of a file, or goes on with what was told before, until the job is over or has taken too long. */
  private async install(port: number, id: DownloadId, file: string): Promise<InstallOutcome> {
    const known = this.jobs.get(id);
    let outcome: InstallOutcome =
      known === undefined
        ? await this.ask(port, 'POST', installRequest(file), judgeInstall)
        : { kind: 'running', jobId: known };
    for (let looks = 0; outcome.kind === 'running' && looks < MOST_JOB_LOOKS; looks += 1) {
      if (looks > 0 || known === undefined) await this.pause();
      outcome = await this.ask(port, 'GET', jobRequest(outcome.jobId), judgeJob);
    }
    return outcome;
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => void this.needs.clock.after(JOB_PAUSE_MS, resolve));
  }

  private async ask(
    port: number,
    method: 'GET' | 'POST',
    path: string,
    judge: typeof judgeInstall,
  ): Promise<InstallOutcome> {
    const answer = await this.needs.programs.ask(port, method, path);
    if (answer !== null) return judge(answer);
    this.presence = 'absent';
    return { kind: 'later' };
  }

  /** What was downloaded for this program, also into folders of the user's own for single kinds. */
  private placedIn({ path, own }: ChosenRoot): readonly { readonly id: DownloadId; readonly file: string }[] {
    const { downloads, places } = this.needs;
    const folders = [path, ...Object.values(own)];
    return downloads().flatMap(({ id, state, layout, folder, folderKind }) => {
      if (state.kind !== 'completed' || layout !== 'invokeai' || !INVOKE_KINDS.has(folderKind)) return [];
      const isHere = folders.some((each) => places.isInside(each, folder));
      return isHere ? [{ id, file: places.join(folder, state.finalName) }] : [];
    });
  }
}
