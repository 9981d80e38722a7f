import type { ExtraPathsProblem } from '../../shared/placement';

export type ReadConfig =
  | { readonly kind: 'none' }
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'problem'; readonly problem: Exclude<ExtraPathsProblem, 'wrongShape'> };

export interface LocalAnswer {
  readonly status: number;
  /** What was JSON, of any shape; null for everything else. */
  readonly body: unknown;
}

/** Programs on this machine that listen for requests. */
export interface LocalPrograms {
  /**
   * A POST says nothing beside its path.
   *
   * @param path with its query
   * @param mostBytes of a longer answer nothing is read; as many as one about a single model has unless told
   * @returns null when nobody listens there, or does not answer
   */
  ask(port: number, method: 'GET' | 'POST', path: string, mostBytes?: number): Promise<LocalAnswer | null>;
}

/** The configuration of other programs. */
export interface ConfigFiles {
  /** Reads YAML of at most `mostBytes`; what comes back is as hostile as the file. `none`: there is no file. */
  readYaml(path: string, mostBytes: number): Promise<ReadConfig>;
  /** Changes with every change of the file, as far as the system tells; null when there is none. */
  stamp(path: string): Promise<string | null>;
  /** `path` as it is meant by somebody who stands in `base`. */
  absolute(base: string, path: string): string;
  /** With the home folder for `~`, and the environment's variables. */
  expanded(path: string): string;
}
