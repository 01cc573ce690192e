import type { Agent, RequestOptions } from 'node:https';

/** The options of a request through a tunnel. Node does not pass `signal` to the agent. */
export interface TunnelRequestOptions extends RequestOptions {
  readonly tunnelSignal?: AbortSignal | undefined;
}

/**
 * Closes the connection to the proxy if a tunnel is refused, or its request is aborted before it is made. Node keeps
 * both open, until the proxy closes them: every attempt would leave a descriptor that keeps the process alive.
 */
export function withClosedTunnels<Given extends Agent>(agent: Given): Given {
  const connect = agent.createConnection;
  agent.createConnection = (options, callback) => {
    const { tunnelSignal } = options as TunnelRequestOptions;
    const close = () => void connection?.destroy();
    const connection = connect.call(agent, options, (error, tunnel) => {
      tunnelSignal?.removeEventListener('abort', close);
      if (error) close();
      callback?.(error, tunnel);
    });
    tunnelSignal?.addEventListener('abort', close, { once: true });
    return connection;
  };
  return agent;
}
