// An empty page that has loaded the SDK, served on a free port. What happens in it is the test's own.

import { once } from "node:events";
import { createServer } from "node:http";
import { sdkBundle } from "./sdk-bundle.ts";

/** The server; it ends with the test. */
export interface SdkPage extends AsyncDisposable {
  /** The page in which `EnParlant` is the SDK. */
  readonly url: string;
}

const HTML = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>En Parlant SDK</title>
<link rel="icon" href="data:,">
<script src="/sdk.js"></script>
`;

/** Builds the SDK and serves it with the page. */
export async function serveSdkPage(): Promise<SdkPage> {
  const files: Record<string, readonly [type: string, body: string]> = {
    "/": ["text/html", HTML],
    "/sdk.js": ["text/javascript", await sdkBundle()],
  };
  const server = createServer(({ url = "" }, response) => {
    const [type, body] = files[url] ?? [];
    if (type) response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(body);
    else response.writeHead(404).end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
