/** In the beginning one connection more comes after each of these. */
const STEP_MS = 250;
/** Speeds are not looked at for so long after a connection has come or gone. */
const SETTLE_MS = 500;
/** So long is one measurement; shorter ones are mostly noise. */
const MEASURE_MS = 2_000;
/** One less that costs so much is not watched for longer. */
const LOOK_MS = 500;
const MUCH_SLOWER = 0.85;
/** One less is kept when the whole is hardly slower without it, */
const HARDLY_SLOWER = 0.92;
/** one more when it is clearly faster with it. */
const CLEARLY_FASTER = 1.1;
/** After a trial that brought nothing; doubles with each of them. */
const FIRST_REST_MS = 30_000;
const LONGEST_REST_MS = 8 * 60_000;

interface Trial {
  readonly step: 1 | -1;
  /** Bytes a second before it. */
  readonly before: number;
}

/**
 * How many connections one file is fetched over: quickly up to the most, then as many as are of use.
 *
 * Where each connection is slow by itself, every second with too few of them is lost, so they come fast.
 * Where the line is the limit, more of them bring nothing: each is a trial, for which the whole is measured
 * before and after, over two quiet seconds each; see docs/decisions/0013-number-of-connections.md.
 */
export class ConnectionRamp {
  private allowed = 1;
  private isRising = true;
  private trial: Trial | null = null;
  private next: 1 | -1 = -1;
  private restMs = FIRST_REST_MS;
  private restUntilMs = Number.NEGATIVE_INFINITY;
  private sum = 0;
  private looks = 0;

  /** @param sinceMs a steady clock, now */
  constructor(
    private most: number,
    private sinceMs: number,
  ) {}

  get count(): number {
    return Math.min(this.allowed, this.most);
  }

  /** The user's choice. More is used at once, less as soon as runs end. */
  limit(most: number): void {
    const before = this.most;
    this.most = Math.max(1, most);
    if (this.most > before) this.isRising = true;
    if (this.allowed <= this.most) return;
    this.allowed = this.most;
    this.trial = null;
  }

  /** A server refused one beside others: they have to do, and another is tried only after a rest. */
  refused(others: number, nowMs: number): void {
    this.allowed = Math.max(1, Math.min(this.allowed, others));
    this.isRising = false;
    this.rest(1, nowMs);
  }

  /**
   * @param bytesPerSecond of all connections together, since the last call
   * @param connections how many there are
   */
  observe(bytesPerSecond: number, connections: number, nowMs: number): void {
    // Before the first byte there is nothing that another connection could be compared with, and while one
    // comes or goes no fair measure.
    if (connections !== this.count) this.measureAnew(nowMs);
    else if (bytesPerSecond <= 0) return;
    else if (this.isRising) this.rise(nowMs);
    else this.measure(bytesPerSecond, nowMs);
  }

  private rise(nowMs: number): void {
    if (nowMs - this.sinceMs < STEP_MS) return;
    if (this.allowed < this.most) this.allowed += 1;
    else this.isRising = false;
    this.measureAnew(nowMs);
  }

  private measure(bytesPerSecond: number, nowMs: number): void {
    const spanMs = nowMs - this.sinceMs;
    if (spanMs < SETTLE_MS) return;
    this.sum += bytesPerSecond;
    this.looks += 1;
    const speed = this.sum / this.looks;
    if (spanMs < SETTLE_MS + MEASURE_MS && !this.isBad(speed, spanMs)) return;
    this.measureAnew(nowMs);
    if (this.trial !== null) this.judge(this.trial, speed, nowMs);
    else if (nowMs >= this.restUntilMs) this.tryOut(speed);
  }

  private isBad(speed: number, spanMs: number): boolean {
    const { trial } = this;
    return trial?.step === -1 && spanMs >= SETTLE_MS + LOOK_MS && speed < trial.before * MUCH_SLOWER;
  }

  private tryOut(speed: number): void {
    if (this.most === 1) return;
    if (this.allowed === 1) this.next = 1;
    if (this.allowed >= this.most) this.next = -1;
    this.trial = { step: this.next, before: speed };
    this.allowed += this.next;
  }

  private judge({ step, before }: Trial, speed: number, nowMs: number): void {
    this.trial = null;
    const isKept = step < 0 ? speed >= before * HARDLY_SLOWER : speed > before * CLEARLY_FASTER;
    if (isKept) {
      this.restMs = FIRST_REST_MS;
      this.tryOut(speed);
      return;
    }
    this.allowed -= step;
    this.rest(step < 0 ? 1 : -1, nowMs);
  }

  private rest(next: 1 | -1, nowMs: number): void {
    this.trial = null;
    this.next = next;
    this.restUntilMs = nowMs + this.restMs;
    this.restMs = Math.min(LONGEST_REST_MS, this.restMs * 2);
    this.measureAnew(nowMs);
  }

  private measureAnew(nowMs: number): void {
    this.sinceMs = nowMs;
    this.sum = 0;
    this.looks = 0;
  }
}
