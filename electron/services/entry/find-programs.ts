import type { FoundProgram } from '../../../shared/entry/entry';
import type { Layout } from '../../../shared/placement';
import { ALL_MARKS, detectLayout } from '../../core/placement/recognise';
import { rootIdOf } from '../../core/placement/roots';
import { type Machine, usualPlaces } from '../../core/placement/usual-places';
import type { Clock, Places } from '../../core/ports';
import { atMost } from '../pause';

/** A disk that has to wake up first does not keep somebody from going on. */
const LONGEST_LOOK_MS = 3_000;
/** Portable packages hold the program one folder deeper. */
const DEEPER = ['', 'ComfyUI', 'webui', 'stable-diffusion-webui', 'Fooocus', 'Data'] as const;

export interface FindProgramsNeeds {
  readonly machine: Machine;
  readonly places: Places;
  readonly clock: Clock;
}

/** Finds generators where they usually lie, by a few names alone: no folder is listed, and no file is read. */
export class FindPrograms {
  private found: readonly FoundProgram[] = [];

  constructor(private readonly needs: FindProgramsNeeds) {}

  /** @returns what was found within three seconds; what answers later is left out */
  async look(): Promise<readonly FoundProgram[]> {
    const { machine, places, clock } = this.needs;
    const folders = usualPlaces(machine).map((parts) => places.join(...parts));
    const looks = new Map<string, FoundProgram>();
    await atMost(clock, LONGEST_LOOK_MS, Promise.all(folders.map((folder) => this.lookAt(folder, looks))));
    const inOrder = folders.flatMap((folder) => looks.get(folder) ?? []);
    this.found = [...new Map(inOrder.map((program) => [program.id, program])).values()];
    return this.found;
  }

  /** What the last look has found under this id. */
  find(id: string): FoundProgram | null {
    return this.found.find((program) => program.id === id) ?? null;
  }

  private async lookAt(folder: string, looks: Map<string, FoundProgram>): Promise<void> {
    const { places } = this.needs;
    if (!(await places.exists(folder))) return;
    for (const step of DEEPER) {
      const path = step === '' ? folder : places.join(folder, step);
      const layout = await this.layoutOf(path);
      if (layout === 'plain') continue;
      // Where names do not tell large from small letters, two names are one folder.
      const real = await places.real(path);
      looks.set(folder, { id: rootIdOf(real), layout, path: real });
      return;
    }
  }

  private async layoutOf(path: string): Promise<Layout> {
    const { places } = this.needs;
    const isThere = async (mark: string) => ((await places.exists(places.join(path, mark))) ? [mark] : []);
    return detectLayout(new Set((await Promise.all(ALL_MARKS.map(isThere))).flat()));
  }
}
