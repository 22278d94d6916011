/** What a measured local cloud tells the bench. */
export interface SubjectReady {
  readonly api: string;
  /** Where the console is. */
  readonly console: string;
}

/** Of the local cloud's own process; its functions and its engines have others. */
export interface SubjectUsage {
  /** Resident memory, in MB of 2^20 bytes. */
  readonly rssMb: number;
  /** Of it, V8's heap, garbage included. */
  readonly heapUsedMb: number;
  /** Processor time since it was started, in milliseconds. */
  readonly cpuMs: number;
}
