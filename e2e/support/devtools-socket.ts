type Parameters = Record<string, unknown>;

/** The browser's own protocol, without anyone between. */
export interface DevtoolsSocket {
  /** Gives the method's result; rejects with the browser's own words. `sessionId` is a tab's, once attached to. */
  send(method: string, params?: object, sessionId?: string): Promise<Parameters>;
  /** Calls `listen` with what the browser reports of its own accord. Gives what ends that. */
  onReport(method: string, listen: (params: Parameters) => void): () => void;
  close(): void;
}

interface Message {
  id?: number;
  result?: Parameters;
  error?: { message: string };
  method?: string;
  params?: Parameters;
}

/** Connects to the address that a browser with `--remote-debugging-port` prints. */
export async function openDevtoolsSocket(address: string): Promise<DevtoolsSocket> {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error(`No browser answers at ${address}`));
  });
  const waiting: ((message: Message) => void)[] = [];
  const listeners = new Set<(message: Message) => void>();
  socket.onmessage = ({ data }) => {
    const message: Message = JSON.parse(String(data));
    if (message.id !== undefined) waiting[message.id]?.(message);
    else for (const listen of listeners) listen(message);
  };

  return {
    async send(method, params = {}, sessionId) {
      const { result, error } = await new Promise<Message>((resolve) => {
        const id = waiting.push(resolve) - 1;
        socket.send(JSON.stringify({ id, method, params, sessionId }));
      });
      if (error) throw new Error(`${method}: ${error.message}`);
      return result ?? {};
    },
    onReport(method, listen) {
      const listener = (message: Message) => {
        if (message.method === method) listen(message.params ?? {});
      };
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => socket.close(),
  };
}
