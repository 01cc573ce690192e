import { describe, expect, it } from 'vitest';
import { failureOf } from './failure-of.test-support.ts';
import { fromFunctionCompute } from './from-function-compute.ts';

const headers = {
  'x-fc-access-key-id': 'STS.fc',
  'x-fc-access-key-secret': 'fc-secret',
  'x-fc-security-token': 'fc-token',
};
const expected = {
  accessKeyId: 'STS.fc',
  accessKeySecret: 'fc-secret',
  securityToken: 'fc-token',
  source: 'function-compute',
};

describe('fromFunctionCompute', () => {
  it('default: reads the pair from the context', async () => {
    const context = { credentials: { accessKeyId: 'STS.fc', accessKeySecret: 'fc-secret', securityToken: 'fc-token' } };
    expect(await fromFunctionCompute({ requestId: '1', ...context })()).toMatchObject(expected);
  });

  it('default: reads the pair from the headers', async () => {
    expect(await fromFunctionCompute(new Headers(headers))()).toMatchObject(expected);
    expect(await fromFunctionCompute(headers)()).toMatchObject(expected);
  });

  it('error: a function without a role', async () => {
    for (const invocation of [{}, { credentials: {} }, { credentials: undefined }, new Headers()]) {
      expect(await failureOf(fromFunctionCompute(invocation)())).toMatchObject({ code: 'NotConfigured', absent: true });
    }
  });

  it('error: half a pair', () => {
    expect(() => fromFunctionCompute({ 'x-fc-access-key-id': 'STS.fc' })).toThrow(
      expect.objectContaining({ code: 'InvalidCredentials' }),
    );
  });
});
