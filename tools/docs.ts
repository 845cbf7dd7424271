// The tables in the documents that come from code: events, errors, settings. `npm run docs` writes them;
// a test fails when a document is behind. Prose is written by hand around the markers.

import { readFileSync, writeFileSync } from "node:fs";
import type { ClientEvent, Payload } from "../packages/protocol/src/index.ts";
import { clientEvents, errorMessages, relayEvents } from "../packages/protocol/src/index.ts";
import { environmentName, flagName, settingNames, settings } from "../packages/relay/src/config.ts";
import { isCounter, metrics } from "../packages/relay/src/metrics.ts";

const root = new URL("../", import.meta.url);

/** The generated part of each document, by document and marker. */
const parts: Record<string, Record<string, () => string>> = {
  "docs/PROTOCOL.md": { events: eventTables, errors: errorTable },
  "docs/OPERATIONS.md": { settings: settingTable, metrics: metricTable },
};

/** The documents that have generated parts. */
export const documents = Object.keys(parts);

/** The document as it stands on disk. */
export function written(document: string): string {
  return readFileSync(new URL(document, root), "utf8");
}

/** The document as it should stand: the same prose, the tables of today. */
export function rendered(document: string): string {
  let text = written(document);
  for (const [marker, make] of Object.entries(parts[document] ?? {})) {
    const region = new RegExp(`(<!-- generated:${marker} -->\\n)[\\s\\S]*?(<!-- /generated -->)`);
    if (!region.test(text)) throw new Error(`${document} has no marker generated:${marker}`);
    text = text.replace(region, (_, open: string, close: string) => `${open}${make()}\n${close}`);
  }
  return text;
}

function eventTables(): string {
  const fromClient = Object.keys(clientEvents).map((name) => clientRow(name as ClientEvent));
  const fromRelay = Object.entries(relayEvents).map(([name, row]) => [
    code(name),
    payloadText(row.payload),
    row.logged ? "yes" : "",
    row.when,
  ]);
  const forwarded = Object.values(clientEvents).flatMap((row) =>
    row.kind === "forward"
      ? [
          [
            code(row.as),
            payloadText(row.payload),
            row.logged ? "yes" : "",
            `forwarded, to ${whom(row.to)}`,
          ],
        ]
      : [],
  );
  return [
    table(["client → relay", "payload", "the relay"], fromClient),
    table(["relay → client", "payload", "logged", "when"], [...fromRelay, ...forwarded]),
  ].join("\n\n");
}

function clientRow(name: ClientEvent): string[] {
  const row = clientEvents[name];
  const does =
    row.kind === "request" ? row.does : `forwards it as ${code(row.as)} to ${whom(row.to)}`;
  return [code(name), payloadText(row.payload), does];
}

function whom(to: "both" | "opponent"): string {
  return to === "both" ? "both seats" : "the opponent";
}

function payloadText(payload: Payload<unknown>): string {
  const fields = Object.entries(payload.shape).map(
    ([name, field]) => `${code(`${name}${field.optional ? "?" : ""}`)} ${field.expects}`,
  );
  return fields.length > 0 ? fields.join("<br>") : "–";
}

function metricTable(): string {
  const rows = Object.values(metrics).map(({ name, help }) => [
    code(name),
    isCounter(name) ? "counter" : "gauge",
    help,
  ]);
  return table(["metric", "type", "what it says"], rows);
}

function errorTable(): string {
  const rows = Object.entries(errorMessages).map(([name, message]) => [code(name), message]);
  return table(["code", "message"], rows);
}

function settingTable(): string {
  const rows = settingNames.map((name) => [
    code(environmentName(name)),
    code(`--${flagName(name)}`),
    settings[name].default === undefined ? "–" : code(settings[name].default),
    settings[name].help,
  ]);
  return table(["variable", "flag", "default", "what it is for"], rows);
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

if (import.meta.main) {
  for (const document of documents) writeFileSync(new URL(document, root), rendered(document));
}
