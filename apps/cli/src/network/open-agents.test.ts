import { connectAttemptMs } from '@ossferry/contract';
import { describe, expect, it } from 'vitest';
import { openAgents } from './open-agents.ts';

describe('openAgents', () => {
  it('default: no address of a host is given up after the 250 ms of Node', () => {
    for (const agent of Object.values(openAgents({ env: {} }))) {
      expect(agent.options).toMatchObject({ autoSelectFamilyAttemptTimeout: connectAttemptMs });
      agent.destroy();
    }
  });
});
