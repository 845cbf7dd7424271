// The page at `/`: what this is, and how to point the app at it. One string, nothing fetched.

const STYLE = `
:root { color-scheme: light dark; --ink: #1f2430; --soft: #5b6472; --paper: #fbfaf7; --card: #fff; --line: #e4e0d7; --accent: #3d6b4f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e6e1; --soft: #a3a9b5; --paper: #17191e; --card: #1f2229; --line: #32363f; --accent: #8fc7a4; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100dvh; display: grid; place-items: center; padding: 24px 16px; background: var(--paper); color: var(--ink); font: 17px/1.55 system-ui, sans-serif; }
main { width: 100%; max-width: 34rem; padding: clamp(20px, 5vw, 40px); background: var(--card); border: 1px solid var(--line); border-radius: 14px; }
h1 { margin: 0 0 .25em; font-size: 1.6rem; letter-spacing: -.01em; }
p, li { text-wrap: pretty; } p { margin: .6em 0; } .soft { color: var(--soft); } .up { color: var(--accent); font-weight: 600; }
ol { padding-left: 1.3em; margin: 1em 0; } li { margin: .5em 0; }
code { font: .95em ui-monospace, monospace; padding: .15em .4em; border: 1px solid var(--line); border-radius: 6px; overflow-wrap: anywhere; user-select: all; }
`;

/** @param relayUrl - what the app wants in its settings, e.g. `wss://relay.example.org` */
export function welcomePage(relayUrl: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>En Parlant~ relay</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>En Parlant~ relay</h1>
<p class="up">The relay is running.</p>
<p>It connects two players of the chess app En Parlant~. A game stays alive when a connection drops, and needs no account.</p>
<ol>
<li>In the app, open the settings and set the relay URL to<br><code>${escapeHtml(relayUrl)}</code></li>
<li>One player creates a game and reads out the six-character code.</li>
<li>The other joins with that code.</li>
</ol>
<p class="soft">Both players need the same relay URL.</p>
</main>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
