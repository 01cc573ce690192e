/** The result of one check of `ossferry doctor`. */
export interface CheckResult {
  readonly name: string;
  /** `fail`: downloads do not work; `warn`: they may fail or are less safe; `skip`: not checked. */
  readonly status: 'pass' | 'warn' | 'fail' | 'skip';
  /** What was found, as a sentence. */
  readonly finding: string;
  /** What to do, as a sentence; may be empty. */
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
