import { describe, expect, it } from "vitest";
import { inviteIn, inviteLink, readTyped } from "./invite.ts";

const PAGE = "https://relay.example.org/";

describe("an invite link", () => {
  it("carries code and name behind the #, and is read again", () => {
    const link = inviteLink(`${PAGE}?x=1#old`, { code: "AB-CD-EF", from: "Ann & Bo" });
    expect(link).toBe(`${PAGE}#AB-CD-EF&from=Ann%20%26%20Bo`);
    expect(inviteIn(link)).toEqual({ code: "AB-CD-EF", from: "Ann & Bo" });
  });

  it.each(["?code=AB-CD-EF", "?code=abcdef", "#AB-CD-EF", "#ab%20cd%20ef", "#code=ABCDEF"])(
    "is also %s",
    (tail) => expect(inviteIn(PAGE + tail)).toEqual({ code: "AB-CD-EF" }),
  );

  it.each(["#AB-CD-EF.", "#AB-CD-EF)", "#AB-CD-EF.Come&from=", "#%20AB–CD–EF", "#ABCDEF,"])(
    "5.22 is also %s, with what a sentence has left on it",
    (tail) => expect(inviteIn(PAGE + tail)).toEqual({ code: "AB-CD-EF" }),
  );

  it.each([
    ["?code=AB-CD", "AB-CD", "incomplete"],
    ["?code=AB-CD-E0", "AB-CD-E0", "wrong"],
    ["#ab-cd-e", "AB-CD-E", "incomplete"],
    ["#ABCDEFGH", "ABCDEFGH", "incomplete"],
    ["#AB-0D-EF", "AB-0D-EF", "wrong"],
    ["#code=x", "X", "incomplete"],
  ])("5.22 is an invitation though its code is damaged: %s", (tail, code, is) => {
    const invite = inviteIn(`${PAGE}${tail}&from=Ann`);
    expect(invite).toEqual({ code, from: "Ann" });
    expect(readTyped(invite?.code ?? "").is).toBe(is);
  });

  it.each([
    "",
    "#",
    "#main",
    "#top",
    "#%E0%A4%A",
    "#/a/b",
    "#?",
    "?code=",
    "#from=Ann",
    "?x=AB-CD-EF",
  ])("is not %j", (tail) => expect(inviteIn(PAGE + tail)).toBeUndefined());
});

describe("what is typed or pasted", () => {
  it.each([
    "AB-CD-EF",
    "abcdef",
    " ab cd–ef ",
    "A B C D E F",
    `see ${PAGE}#AB-CD-EF&from=Ann`,
    `On joue ? ${PAGE}#AB-CD-EF`,
    "An-Ne-Ke #1 invites you to a game of chess. Code: AB-CD-EF",
    "http://#AB-CD-EF",
    "ＡＢ－ＣＤ－ＥＦ",
    "AB\u200b-CD-\u2060EF\ufeff",
  ])("5.15 %j is the code", (text) => {
    expect(readTyped(text)).toEqual({ is: "code", code: "AB-CD-EF" });
  });

  it("names a character that no code has", () => {
    expect(readTyped("AB-C0")).toEqual({ is: "wrong", character: "0" });
    expect(readTyped("éB")).toEqual({ is: "wrong", character: "É" });
  });

  it.each(["", "AB-CD-E", "ABCDEFG", "AB-CD-EFG", "https://elsewhere.example/", "http://#"])(
    "%j is none yet",
    (text) => expect(readTyped(text).is).toBe("incomplete"),
  );
});
