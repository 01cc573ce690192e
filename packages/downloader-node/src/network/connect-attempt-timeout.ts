import type { Agent } from 'node:https';
import { getDefaultAutoSelectFamilyAttemptTimeout, setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import { connectAttemptMs } from '@ossferry/contract';

/**
 * Gives each address of an agent's proxy enough time to connect. Node does not pass options to these connections, so
 * the default of the process is changed while a connection is created, and restored for all others.
 */
export function withConnectAttemptTimeout<Given extends Agent>(agent: Given): Given {
  const connect = agent.createConnection;
  agent.createConnection = (...parameters) => {
    const attemptMs = getDefaultAutoSelectFamilyAttemptTimeout();
    setDefaultAutoSelectFamilyAttemptTimeout(connectAttemptMs);
    try {
      return connect.apply(agent, parameters);
    } finally {
      setDefaultAutoSelectFamilyAttemptTimeout(attemptMs);
    }
  };
  return agent;
}
