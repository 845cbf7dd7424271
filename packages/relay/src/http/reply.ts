// An answer over plain HTTP, and the Response that says it. Knows no paths.

/** What is answered. */
export interface Reply {
  readonly status: number;
  /** Plain text unless said otherwise. */
  readonly type?: string;
  /** None where the status allows none. A Blob is shared by all answers that carry it, and never copied. */
  readonly body?: string | Blob;
  /** Over the strict ones that every answer has. */
  readonly headers?: Readonly<Record<string, string>>;
}

const STRICT = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
};

/** The answer to a request of that method: to HEAD the body's size without the body. */
export function responseTo(method: string, reply: Reply): Response {
  const { status, type = "text/plain; charset=utf-8", body, headers } = reply;
  const size = typeof body === "string" ? Buffer.byteLength(body) : body?.size;
  const content = size === undefined ? {} : { "content-type": type, "content-length": `${size}` };
  return new Response(method === "HEAD" ? null : (body ?? null), {
    status,
    headers: { ...STRICT, ...content, ...headers },
  });
}
