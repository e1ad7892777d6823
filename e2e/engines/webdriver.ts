/** A WebDriver session, spoken to over HTTP (https://www.w3.org/TR/webdriver2/). */
export interface WebDriverSession {
  capabilities: { browserName?: string; browserVersion?: string };
  /** Sends one command; rejects with the driver's own message. `path` is that after `/session/{id}`. */
  command<Value>(method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<Value>;
  end(): Promise<void>;
}

/** Opens a session at a driver that listens on `origin`. */
export async function openSession(origin: string, capabilities: object): Promise<WebDriverSession> {
  const opened = await send<{ sessionId: string; capabilities: WebDriverSession["capabilities"] }>(
    "POST",
    `${origin}/session`,
    { capabilities: { alwaysMatch: capabilities } },
  );
  const session = `${origin}/session/${opened.sessionId}`;
  return {
    capabilities: opened.capabilities,
    command: (method, path, body) => send(method, session + path, body),
    end: () => send("DELETE", session),
  };
}

async function send<Value>(method: string, url: string, body?: object): Promise<Value> {
  const answer = await fetch(url, {
    method,
    ...(method === "POST" && { body: JSON.stringify(body ?? {}), headers: { "content-type": "application/json" } }),
  });
  const { value } = (await answer.json()) as { value: Value & { error?: string; message?: string } };
  if (!answer.ok) throw new Error(`WebDriver ${method} ${new URL(url).pathname}: ${value.error}: ${value.message}`);
  return value;
}
