/** What one check of `ossferry doctor` says. */
export interface CheckResult {
  readonly name: string;
  /** `fail`: downloads do not work; `warn`: they may not, or are less safe; `skip`: it could not be looked at. */
  readonly status: 'pass' | 'warn' | 'fail' | 'skip';
  /** What there is, one sentence. */
  readonly finding: string;
  /** What to do, one sentence; empty when nothing is to be done. */
  readonly nextStep: string;
}

export function pass(name: string, finding: string): CheckResult {
  return { name, status: 'pass', finding, nextStep: '' };
}

export function skip(name: string, finding: string): CheckResult {
  return { name, status: 'skip', finding, nextStep: '' };
}

export function warn(name: string, finding: string, nextStep: string): CheckResult {
  return { name, status: 'warn', finding, nextStep };
}

export function fail(name: string, finding: string, nextStep: string): CheckResult {
  return { name, status: 'fail', finding, nextStep };
}
