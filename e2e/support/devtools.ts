import { openDevtoolsSocket } from "./devtools-socket.ts";

/** A tab driven by the browser's own protocol, with nothing emulated: it is hidden when another is in front. */
export interface RawTab {
  /** Gives the value of an expression, or of the Promise that it gives. */
  evaluate<Result>(expression: string): Promise<Result>;
  /** Brings it to the front, as a click on it does. */
  activate(): Promise<void>;
  /** Freezes it or lets it go on, as a browser that saves memory does; the browser ignores it on a visible tab. */
  setLifecycle(state: "frozen" | "active"): Promise<void>;
}

/** The protocol's connection to a browser. */
export interface Devtools {
  /** Opens a tab in front of the others. */
  openTab(url: string): Promise<RawTab>;
  close(): void;
}

/** Connects to the address that a browser with `--remote-debugging-port` prints. */
export async function connectDevtools(address: string): Promise<Devtools> {
  const { send, close } = await openDevtoolsSocket(address);
  return {
    async openTab(url) {
      const { targetId } = await send("Target.createTarget", { url: "about:blank" });
      const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
      const sendToTab = (method: string, params: object) => send(method, params, sessionId as string);
      // Answered once the new document is there.
      await sendToTab("Page.navigate", { url });
      const tab: RawTab = {
        async evaluate(expression) {
          const parameters = { expression, awaitPromise: true, returnByValue: true };
          const { result, exceptionDetails } = await sendToTab("Runtime.evaluate", parameters);
          if (exceptionDetails) throw new Error(`In the page: ${JSON.stringify(exceptionDetails)}`);
          return (result as { value: never }).value;
        },
        activate: async () => void (await send("Target.activateTarget", { targetId })),
        setLifecycle: async (state) => void (await sendToTab("Page.setWebLifecycleState", { state })),
      };
      await tab.activate();
      return tab;
    },
    close,
  };
}
