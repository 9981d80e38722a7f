/** What a generator on this machine could load models into. */
export interface GraphicsMemory {
  /** Of the largest card, in bytes; null where the machine does not tell. May start a program of the system. */
  totalBytes(): Promise<number | null>;
}
